package network.reuse.allocation.application.person;

import io.quarkus.mailer.reactive.ReactiveMailer;
import io.quarkus.reactive.datasource.ReactiveDataSource;
import io.quarkus.runtime.StartupEvent;
import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import network.reuse.allocation.persistence.Beneficiaries;
import network.reuse.allocation.persistence.InvitationMails;
import network.reuse.allocation.persistence.InvitationMails.Claimed;
import network.reuse.defaults.message.Letter;
import network.reuse.defaults.message.MessageDeliveries;
import network.reuse.defaults.message.SmsProvider;
import network.reuse.defaults.people.Contact;
import network.reuse.defaults.people.InvitationCodes;
import network.reuse.defaults.people.People;
import network.reuse.defaults.time.BusinessClock;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Sends the messages about invitations that are due: by e-mail, or by SMS to whoever has no address. */
@ApplicationScoped
public class SendInvitationMails {
    private static final String WHO = "allocation";

    private final Beneficiaries beneficiaries;
    private final People people;
    private final InvitationCodes codes;
    private final ReactiveMailer mailer;
    private final SmsProvider sms;
    private final MessageDeliveries deliveries;
    private final Pool pool;
    private final BusinessClock clock;
    private final String publicUrl;

    public SendInvitationMails(
            Beneficiaries beneficiaries,
            People people,
            InvitationCodes codes,
            ReactiveMailer mailer,
            SmsProvider sms,
            MessageDeliveries deliveries,
            @ReactiveDataSource("worker") Pool pool,
            BusinessClock clock,
            @ConfigProperty(name = "reuse.public.url") String publicUrl) {
        this.beneficiaries = beneficiaries;
        this.people = people;
        this.codes = codes;
        this.mailer = mailer;
        this.sms = sms;
        this.deliveries = deliveries;
        this.pool = pool;
        this.clock = clock;
        this.publicUrl = publicUrl;
    }

    void start(@Observes StartupEvent started) {
        deliveries.beginWithSms(InvitationMails.TABLE, "sending invitations", this::write);
    }

    private Future<Letter> write(Claimed claimed) {
        return pool.withTransaction(transaction -> beneficiaries
                .ofPack(transaction, claimed.packId())
                .compose(ref -> ref == null
                        ? Future.failedFuture(new IllegalStateException("an invitation is about a pack"))
                        : people.toWriteTo(transaction, ref, WHO, clock.now()))
                .map(contact ->
                        contact.<Letter>map(known -> letter(claimed, known)).orElse(Letter.ToNobody.OPTED_OUT)));
    }

    private Letter letter(Claimed claimed, Contact contact) {
        String link = publicUrl + "/invitations/" + codes.of(claimed.invitationId());
        String address = contact.email();
        return address == null || address.isBlank()
                ? sms.to(contact.phone(), InvitationLetters.text(claimed, link))
                : new Letter.ByMail(mailer.send(InvitationLetters.of(claimed, address, link)));
    }
}
