package network.reuse.defaults.commit;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import network.reuse.contracts.Refusal;
import org.jspecify.annotations.Nullable;

/** Refusals that every service words the same way. */
public final class Refusals {
    private Refusals() {}

    /** There is no such thing, or the caller may not know of it. */
    public static Refusal unknown() {
        return Refusal.of(
                Refusal.Kind.UNKNOWN,
                "unknown",
                "Rien de ce nom n'est visible pour votre organisation.",
                "Nothing by this name is visible to your organisation.");
    }

    /** What was found; refused as unknown when nothing was. */
    public static <T> T visible(@Nullable T found) {
        if (found == null) {
            throw unknown();
        }
        return found;
    }

    /** What the caller wants to make is there, or something that may be there only once is. */
    public static Refusal alreadyExists() {
        return Refusal.of(
                Refusal.Kind.ILLEGAL_NOW,
                "already_exists",
                "Un objet de cet identifiant, de cette référence (partnerRef) ou de ce numéro existe déjà.",
                "Something with this id, this reference (partnerRef) or this number exists already.");
    }

    /**
     * A value of the request may be there only once and is.
     *
     * @param existing what has it, when that is the caller's organisation's; null when that is nothing to the caller
     */
    public static Refusal alreadyExists(String pointer, @Nullable UUID existing) {
        Refusal refusal = alreadyExists()
                .at(List.of(new Refusal.Fault(
                        pointer, "taken", "Cette valeur est déjà prise.", "This value is taken already.")));
        return existing == null ? refusal : refusal.with(Map.of("existing", existing));
    }

    /** It has changed since the caller read it. */
    public static Refusal stale(long version) {
        String current = "\"v" + version + "\"";
        return Refusal.of(
                        Refusal.Kind.STALE,
                        "stale",
                        "L'objet a changé depuis votre lecture ; relisez-le (ETag actuel : " + current + ").",
                        "It has changed since you read it; read it again (current ETag: " + current + ").")
                .with(Map.of("current", current));
    }

    /** The caller sees it, but it is another's move. */
    public static Refusal notYours() {
        return Refusal.of(
                Refusal.Kind.NOT_YOURS,
                "not_yours",
                "Ce n'est pas à votre organisation d'agir maintenant.",
                "It is not your organisation's move now.");
    }
}
