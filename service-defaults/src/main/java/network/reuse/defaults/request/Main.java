package network.reuse.defaults.request;

import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.annotations.QuarkusMain;

/**
 * Starts a service, however it is started. An address that is no URI is left to {@link HeadRules}, which says what is wrong with
 * it; Quarkus would answer 400 without a body, before any filter, and is told otherwise by a system property alone.
 */
@QuarkusMain
public final class Main {
    private Main() {}

    public static void main(String... arguments) {
        System.setProperty("vertx.disableURIValidation", "true");
        Quarkus.run(arguments);
    }
}
