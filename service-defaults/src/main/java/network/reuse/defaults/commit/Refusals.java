package network.reuse.defaults.commit;

import network.reuse.contracts.Refusal;

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

    /** The caller sees it, but it is another's move. */
    public static Refusal notYours() {
        return Refusal.of(
                Refusal.Kind.NOT_YOURS,
                "not_yours",
                "Ce n'est pas à votre organisation d'agir maintenant.",
                "It is not your organisation's move now.");
    }
}
