package network.reuse.collection.application;

import io.quarkus.mailer.reactive.ReactiveMailer;
import io.quarkus.reactive.datasource.ReactiveDataSource;
import io.quarkus.runtime.StartupEvent;
import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.temporal.ChronoUnit;
import network.reuse.collection.domain.DeviceAttributes;
import network.reuse.collection.persistence.Devices;
import network.reuse.collection.persistence.IncidentMailboxes;
import network.reuse.collection.persistence.IncidentMails;
import network.reuse.collection.persistence.IncidentMails.Claimed;
import network.reuse.collection.persistence.Lots;
import network.reuse.defaults.commit.Refusals;
import network.reuse.defaults.message.Letter;
import network.reuse.defaults.message.MessageDeliveries;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Sends donors the mails about their devices that are due. */
@ApplicationScoped
public class SendIncidentMails {
    private final IncidentMails mails;
    private final IncidentMailboxes mailboxes;
    private final ReactiveMailer mailer;
    private final MessageDeliveries deliveries;
    private final Pool pool;
    private final String publicUrl;

    public SendIncidentMails(
            IncidentMails mails,
            IncidentMailboxes mailboxes,
            ReactiveMailer mailer,
            MessageDeliveries deliveries,
            @ReactiveDataSource("worker") Pool pool,
            @ConfigProperty(name = "reuse.public.url") String publicUrl) {
        this.mails = mails;
        this.mailboxes = mailboxes;
        this.mailer = mailer;
        this.deliveries = deliveries;
        this.pool = pool;
        this.publicUrl = publicUrl;
    }

    void start(@Observes StartupEvent started) {
        deliveries.begin(IncidentMails.TABLE, "telling donors of incidents", this::write);
    }

    private Future<Letter> write(Claimed claimed) {
        return pool.withTransaction(transaction -> mails.isTrue(transaction, claimed)
                .compose(still -> still
                        ? mailboxes.of(transaction, claimed.donor(), claimed.env())
                        : Future.failedFuture(Refusals.unknown()))
                .compose(mailbox -> mailbox.isEmpty()
                        ? Future.succeededFuture(Letter.ToNobody.NO_ADDRESS)
                        : letter(transaction, claimed, mailbox.get().email())));
    }

    private Future<Letter> letter(SqlConnection transaction, Claimed claimed, String address) {
        return Devices.TABLE
                .require(transaction, claimed.device())
                .compose(device -> Lots.TABLE
                        .require(transaction, device.state().attributes().lotId())
                        .map(lot -> {
                            DeviceAttributes attributes = device.state().attributes();
                            return new Letter.ByMail(mailer.send(IncidentLetters.of(
                                    claimed.incident(),
                                    attributes,
                                    lot.state().attributes().code(),
                                    address,
                                    publicUrl + "/v1/donors/incidents?since="
                                            + claimed.incident().occurredAt().truncatedTo(ChronoUnit.SECONDS))));
                        }));
    }
}
