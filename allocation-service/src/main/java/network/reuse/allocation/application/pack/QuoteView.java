package network.reuse.allocation.application.pack;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import network.reuse.allocation.domain.PriceCap;
import network.reuse.allocation.domain.PriceCap.Piece;
import network.reuse.allocation.domain.Quote;
import network.reuse.contracts.DeviceCategory;
import network.reuse.contracts.DonorKind;
import network.reuse.defaults.document.Wording;
import network.reuse.defaults.fault.Language;
import org.jspecify.annotations.Nullable;

/**
 * What something costs, and why, in cents of euros. What its buyer pays, what it costs and what is subsidised are three amounts.
 *
 * @param capCents what the legal caps of its devices make together; absent when none has one
 * @param capRule the rule of that day
 * @param capFrom since when this version holds
 * @param costOfServiceCents what a pack costs by the programme's plan; absent where there is none
 * @param subsidies what others than the buyer pay of it
 */
public record QuoteView(
        int priceToBuyerCents,
        String currency,
        LocalDate on,
        @Nullable Integer capCents,
        String capRule,
        int capVersion,
        LocalDate capFrom,
        String capSource,
        @Nullable Integer costOfServiceCents,
        int subsidyCents,
        List<QuotedSubsidy> subsidies,
        List<QuotedDevice> devices,
        List<Explanation> explanation) {
    /** What one organisation pays; out of an envelope, unless it is the sponsor's own share. */
    public record QuotedSubsidy(UUID payer, @Nullable UUID envelope, int cents) {}

    /** A device with its own cap, if it has one. */
    public record QuotedDevice(
            @Nullable UUID device,
            DeviceCategory category,
            DonorKind donorKind,
            @Nullable Integer priceCents,
            @Nullable Integer capCents) {}

    /** A line that says why, in both languages. */
    public record Explanation(String french, String english) {}

    static QuoteView of(Quote quote, LocalDate on) {
        PriceCap rule = quote.rule();
        return new QuoteView(
                quote.priceCents(),
                "EUR",
                on,
                quote.capCents(),
                rule.rule(),
                rule.version(),
                rule.from(),
                rule.source(),
                quote.costCents(),
                quote.subsidyCents(),
                quote.subsidies().stream()
                        .map(one -> new QuotedSubsidy(one.payer(), one.envelopeId(), one.cents()))
                        .toList(),
                quote.pieces().stream()
                        .map(piece -> new QuotedDevice(
                                piece.device(),
                                piece.category(),
                                piece.donorKind(),
                                piece.priceCents(),
                                rule.of(piece.category(), piece.donorKind())))
                        .toList(),
                explained(quote));
    }

    private static List<Explanation> explained(Quote quote) {
        Wording french = new Wording(Language.FRENCH);
        Wording english = new Wording(Language.ENGLISH);
        PriceCap rule = quote.rule();
        List<Explanation> lines = new ArrayList<>();
        for (Piece piece : quote.pieces()) {
            Integer cap = rule.of(piece.category(), piece.donorKind());
            lines.add(new Explanation(
                    french.typeset(piece.category().french() + " : "
                            + (cap == null
                                    ? "pas de plafond, son donateur n'est pas une personne publique."
                                    : french.euros(cap) + " au plus, donné par une personne publique (" + rule.rule()
                                            + ", version " + rule.version() + ").")),
                    piece.category().english() + ": "
                            + (cap == null
                                    ? "no cap, its donor is no public body."
                                    : "at most " + english.euros(cap) + ", given by a public body (" + rule.rule()
                                            + ", version " + rule.version() + ").")));
        }
        lines.add(new Explanation(
                french.typeset("L'acheteur paie " + french.euros(quote.priceCents())
                        + " ; le plafond ne porte que sur ce montant."),
                "The buyer pays " + english.euros(quote.priceCents()) + "; the cap is on this amount alone."));
        Integer cost = quote.costCents();
        if (cost != null) {
            lines.add(new Explanation(
                    french.typeset("Un pack coûte " + french.euros(cost) + ", dont "
                            + french.euros(quote.subsidyCents()) + " pris en charge par d'autres."),
                    "A pack costs " + english.euros(cost) + ", of which others pay "
                            + english.euros(quote.subsidyCents()) + "."));
        }
        return List.copyOf(lines);
    }
}
