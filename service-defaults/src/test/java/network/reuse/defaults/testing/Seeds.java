package network.reuse.defaults.testing;

import java.util.Arrays;

/** The numbers that a test draws its steps from. */
public final class Seeds {
    private Seeds() {}

    /** Those that the system property names, as a soak does, divided by commas; else these. */
    public static long[] of(String property, long... usual) {
        String named = System.getProperty(property);
        return named == null
                ? usual
                : Arrays.stream(named.split(",")).mapToLong(Long::parseLong).toArray();
    }
}
