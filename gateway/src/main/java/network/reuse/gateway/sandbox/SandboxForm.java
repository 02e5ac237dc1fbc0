package network.reuse.gateway.sandbox;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import network.reuse.contracts.Geography;
import network.reuse.contracts.OrganisationKind;
import network.reuse.contracts.Refusal;
import network.reuse.contracts.Roles;
import network.reuse.contracts.Territory;
import network.reuse.defaults.text.NoContact;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.hibernate.validator.constraints.UniqueElements;
import org.jspecify.annotations.Nullable;

/**
 * An organisation of the sandbox to be opened.
 *
 * @param commune INSEE code of the commune that it sits in, whose region is its client's
 */
public record SandboxForm(
        @NotBlank @Size(max = 200) @NoContact
        @Schema(description = NoContact.DESCRIPTION, examples = "Atelier d'essai de notre logiciel")
        String name,

        @NotNull OrganisationKind kind,

        @NotBlank @Size(max = 5) @Schema(examples = "67482") String commune,

        @NotEmpty @Size(max = 12) @UniqueElements List<@NotNull SandboxRole> roles,

        @Size(max = 200) @NoContact(allowsDocumentNumber = true)
        @Schema(
                description = "Votre référence, unique parmi vos organisations d'essai. / Your own reference, unique"
                        + " among your sandbox organisations.",
                examples = "RECETTE-ATELIER")
        @Nullable String partnerRef) {

    Territory territory() {
        return Geography.requireTerritory(commune, "/commune");
    }

    List<String> roleNames() {
        return roles.stream().map(SandboxRole::toString).toList();
    }

    /** Refuses each role that organisations of this kind have not. */
    void requireAble() {
        List<Refusal.Fault> faults = new ArrayList<>();
        for (int i = 0; i < roles.size(); i++) {
            String role = roles.get(i).toString();
            Set<OrganisationKind> kinds = Roles.kindsFor(role);
            if (!kinds.contains(kind)) {
                String able = String.join(", ", kinds.stream().map(Enum::name).toList());
                faults.add(new Refusal.Fault(
                        "/roles/" + i,
                        "wrong_kind_of_organisation",
                        "Une organisation de la sorte " + kind + " n'a pas le rôle « " + role + " » ; l'ont : " + able
                                + ".",
                        "An organisation of the kind " + kind + " does not have the role \"" + role + "\"; these do: "
                                + able + ".",
                        Map.of(
                                "role",
                                role,
                                "kinds",
                                kinds.stream().map(Enum::name).toList())));
            }
        }
        if (!faults.isEmpty()) {
            throw Refusal.invalid(faults);
        }
    }
}
