package network.reuse.collection.domain;

/** What a site is. */
public enum SiteStatus {
    OPEN,
    DELETED
}
