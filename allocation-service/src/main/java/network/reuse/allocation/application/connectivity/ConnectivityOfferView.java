package network.reuse.allocation.application.connectivity;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import network.reuse.allocation.domain.ConnectivityOffer;
import network.reuse.allocation.domain.ConnectivityOffer.Closed;
import network.reuse.allocation.domain.ConnectivityOffer.Open;
import network.reuse.allocation.domain.ConnectivityOfferAttributes;
import network.reuse.allocation.domain.ConnectivityOfferStatus;
import network.reuse.allocation.domain.CriterionKind;
import network.reuse.contracts.ConnectivityKind;
import network.reuse.contracts.Environment;
import network.reuse.contracts.Territory;
import network.reuse.defaults.caller.Caller;
import network.reuse.defaults.commit.Stored;
import org.jspecify.annotations.Nullable;

/**
 * A connectivity offer as its provider and those that may ask see it.
 *
 * @param lastStepAt when the last step happened, as it was recorded
 * @param createdAt when its first version was written
 * @param changedAt when this version was written; {@code changedSince} compares it
 * @param providerName as the register has it when it is read; not told in the answer to a command
 * @param dataMegabytes how much data a month has; absent when there is no limit
 * @param departments where whoever has a line lives; anywhere when empty
 * @param criteria what a request has to have passed of what its own programme asks
 * @param askers the organisations that may ask for a line; told to the provider alone
 * @param lines how many there are
 * @param taken how many of them are taken, which changes without a new version
 * @param left how many more may be asked for
 * @param reason why it was closed
 * @param legal what whoever reads it may do to it now
 */
public record ConnectivityOfferView(
        UUID id,
        String code,
        ConnectivityOfferStatus status,
        long version,
        @Nullable Instant lastStepAt,
        Instant createdAt,
        Instant changedAt,
        UUID provider,
        @Nullable String providerName,
        String title,
        ConnectivityKind kind,
        @Nullable Integer dataMegabytes,
        int months,
        int monthlyPriceCents,
        List<String> departments,
        List<CriterionKind> criteria,
        @Nullable List<UUID> askers,
        LocalDate from,
        LocalDate until,
        int lines,
        int taken,
        int left,
        Territory territory,
        Environment env,
        @Nullable String partnerRef,
        @Nullable String reason,
        List<ConnectivityOffer.Move> legal) {
    static ConnectivityOfferView of(Stored<ConnectivityOffer> stored, int taken, Caller reader) {
        return of(stored, taken, Map.of(), reader);
    }

    static ConnectivityOfferView of(
            Stored<ConnectivityOffer> stored, int taken, Map<UUID, String> names, Caller reader) {
        ConnectivityOffer offer = stored.state();
        ConnectivityOfferAttributes attributes = offer.attributes();
        boolean isProvider = attributes.provider().equals(reader.organisation());
        return new ConnectivityOfferView(
                stored.id(),
                attributes.code(),
                offer.status(),
                stored.version(),
                stored.occurredAt(),
                stored.createdAt(),
                stored.changedAt(),
                attributes.provider(),
                names.get(attributes.provider()),
                attributes.title(),
                attributes.kind(),
                attributes.dataMegabytes(),
                attributes.months(),
                attributes.monthlyPriceCents(),
                attributes.departments().stream().sorted().toList(),
                attributes.criteria(),
                isProvider ? attributes.askers().stream().sorted().toList() : null,
                attributes.from(),
                attributes.until(),
                offer.lines(),
                taken,
                switch (offer) {
                    case Open open -> open.lines() - taken;
                    case Closed _ -> 0;
                },
                attributes.territory(),
                attributes.env(),
                attributes.partnerRef(),
                switch (offer) {
                    case Open _ -> null;
                    case Closed closed -> closed.reason();
                },
                isProvider ? offer.legal() : List.of());
    }
}
