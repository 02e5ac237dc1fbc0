package network.reuse.defaults.request;

/** What may be said in the sandbox alone; its OpenAPI extension makes the document say so, and keeps it out of examples. */
public final class SandboxOnly {
    /** The name of the extension that such a property bears in its OpenAPI annotation. */
    public static final String EXTENSION = "x-sandbox";

    private SandboxOnly() {}
}
