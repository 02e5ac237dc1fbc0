package network.reuse.gateway.organisations;

import java.util.List;
import java.util.Set;
import java.util.UUID;
import network.reuse.contracts.Decision;
import network.reuse.contracts.Environment;
import network.reuse.contracts.OrganisationEvent;
import network.reuse.contracts.OrganisationEvent.OrganisationCorrected;
import network.reuse.contracts.OrganisationEvent.OrganisationRegistered;
import network.reuse.contracts.OrganisationKind;
import network.reuse.contracts.Siret;
import network.reuse.contracts.Territory;
import network.reuse.defaults.commit.Visibility;

/** An organisation that takes part in the network. */
public sealed interface Organisation {

    /**
     * What the register says of an organisation.
     *
     * @param territory where its seat is; its events carry it in their headers, as all do
     */
    record RegisterEntry(String name, Siret siret, OrganisationKind kind, Territory territory) {}

    /**
     * It is in the register.
     *
     * @param registrar the administrator's organisation that entered it, and may correct it
     */
    record Registered(UUID id, RegisterEntry entry, UUID registrar, Environment env) implements Organisation {}

    static Decision<Organisation, OrganisationEvent> register(
            UUID id, RegisterEntry entry, UUID registrar, Environment env) {
        return Decision.of(
                new Registered(id, entry, registrar, env),
                new OrganisationRegistered(id, entry.name(), entry.siret().number(), entry.kind()));
    }

    /** The entry was wrong or has changed; the new one replaces all of it. */
    default Decision<Organisation, OrganisationEvent> correct(RegisterEntry entry, String reason) {
        return switch (this) {
            case Registered(UUID id, RegisterEntry _, UUID registrar, Environment env) ->
                Decision.of(
                        new Registered(id, entry, registrar, env),
                        new OrganisationCorrected(
                                id, entry.name(), entry.siret().number(), entry.kind(), reason));
        };
    }

    default Visibility visibility() {
        return switch (this) {
            case Registered it ->
                new Visibility(
                        Set.copyOf(List.of(it.id(), it.registrar())),
                        Set.of(it.registrar()),
                        it.entry().territory(),
                        it.env());
        };
    }

    /** What the register says of it now. */
    RegisterEntry entry();
}
