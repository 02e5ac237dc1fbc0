package network.reuse.servers;

/** The passwords of a network, by names such as {@code database.collection_api}, {@code kafka.collection} or {@code client.region-grand-est}. */
public sealed interface Secrets permits GeneratedSecrets, MountedSecrets {

    /** The secret of that name. */
    String get(String name);
}
