package network.reuse.defaults.problem;

/** Writes the names that a caller chose into JSON pointers (RFC 6901), without what no answer could hold. */
public final class JsonPointers {
    private static final int LONGEST = 100;

    private JsonPointers() {}

    /** The pointer to a member of what this pointer points to. */
    public static String child(String pointer, String name) {
        StringBuilder child = new StringBuilder(pointer).append('/');
        name.codePoints().limit(LONGEST).forEach(at -> {
            switch (at) {
                case '~' -> child.append("~0");
                case '/' -> child.append("~1");
                default -> child.appendCodePoint(isWritable(at) ? at : 0xfffd);
            }
        });
        return child.toString();
    }

    private static boolean isWritable(int at) {
        return switch (Character.getType(at)) {
            case Character.CONTROL, Character.SURROGATE -> false;
            default -> true;
        };
    }
}
