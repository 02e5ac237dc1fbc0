package network.reuse.local.audit;

import java.util.List;
import network.reuse.contracts.Publisher;
import network.reuse.contracts.Subscription;

/**
 * A service that publishes, with those that consume it.
 *
 * @param source what its events name as their source
 */
record PublishingService(String database, String topic, String source, List<ConsumingService> consumers) {
    static final List<PublishingService> ALL =
            Publisher.ALL.stream().map(PublishingService::of).toList();

    private static PublishingService of(Publisher<?> publisher) {
        List<ConsumingService> consumers = Subscription.ALL.stream()
                .filter(one -> one.publisher().equals(publisher))
                .map(one -> new ConsumingService(one.service(), one.consumer(), one.streamTypes()))
                .toList();
        return new PublishingService(publisher.service(), publisher.topic(), publisher.source(), consumers);
    }
}
