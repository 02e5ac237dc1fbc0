package network.reuse.defaults.people;

/**
 * Under which references a service's database holds something sealed; a key of any other opens nothing. Unless a service says it
 * otherwise they are those of the people that are not forgotten.
 *
 * @param query an SQL query of them, in one column {@code ref}, which the service's worker may ask
 */
public record SealedRefs(String query) {
    static final SealedRefs OF_PEOPLE = new SealedRefs("select ref from person where contact is not null");
}
