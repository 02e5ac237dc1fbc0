package network.reuse.local.audit;

import java.util.List;
import network.reuse.contracts.Publisher;
import network.reuse.contracts.Subscription;

/**
 * A service that publishes, with those that consume it.
 *
 * @param source what its events name as their source
 */
record Owner(String database, String topic, String source, List<Reader> readers) {
    static final List<Owner> ALL = Publisher.ALL.stream().map(Owner::of).toList();

    private static Owner of(Publisher<?> publisher) {
        List<Reader> readers = Subscription.ALL.stream()
                .filter(one -> one.publisher().equals(publisher))
                .map(one -> new Reader(one.service(), one.consumer(), one.streamTypes()))
                .toList();
        return new Owner(publisher.service(), publisher.topic(), publisher.source(), readers);
    }
}
