package network.reuse.defaults.commit;

import org.eclipse.microprofile.config.ConfigProvider;

/** How often this service's database was restored from a backup, plus one; set by the runbook of a restore. */
public final class Incarnation {
    private static final int CURRENT = ConfigProvider.getConfig()
            .getOptionalValue("reuse.incarnation", Integer.class)
            .orElse(1);

    private Incarnation() {}

    /** Of the service that this process is of; 1 as long as nothing was restored. */
    public static int current() {
        return CURRENT;
    }
}
