package network.reuse.gateway.passport;

/** The same said twice: in French, and in English. */
public record Sentence(String fr, String en) {}
