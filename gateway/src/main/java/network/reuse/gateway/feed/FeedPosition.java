package network.reuse.gateway.feed;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import network.reuse.contracts.Refusal;
import network.reuse.defaults.commit.Incarnation;

/**
 * How far somebody has read the feed, such as {@code 1.48213}. After a restore the numbers go on from where the backup was, so a
 * position names the incarnation that gave it, and one of another incarnation is no position any more.
 *
 * @param incarnation how often the gateway's database was restored from a backup, plus one
 * @param seq the number of the last event that was read; 0 before the first
 */
public record FeedPosition(int incarnation, long seq) {
    private static final Pattern TEXT = Pattern.compile("([0-9]{1,9})\\.([0-9]{1,18})");

    /** A position of the feed as it is numbered now. */
    public static FeedPosition at(long seq) {
        return new FeedPosition(Incarnation.current(), seq);
    }

    static FeedPosition parse(String text) {
        return parse("/after", text);
    }

    /** The position that stands at this place of a request. */
    public static FeedPosition parse(String pointer, String text) {
        Matcher parts = TEXT.matcher(text);
        if (!parts.matches()) {
            throw Refusal.invalid(
                    pointer,
                    "not_a_position",
                    "Ce doit être une position du fil, telle que l'événement lu en dernier ou l'en-tête Link la donnent ; « after » peut être « latest ».",
                    "This must be a position of the feed, as the event that was read last or the Link header give it; \"after\" may be \"latest\".");
        }
        return new FeedPosition(Integer.parseInt(parts.group(1)), Long.parseLong(parts.group(2)));
    }

    public boolean isOfThisIncarnation() {
        return incarnation == Incarnation.current();
    }

    @Override
    public String toString() {
        return incarnation + "." + seq;
    }
}
