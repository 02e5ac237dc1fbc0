package network.reuse.contracts;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class EventSchemaTest {
    /** Words that no field's name may hold, in any spelling. */
    private static final Set<String> PERSONAL = Set.of(
            "person",
            "people",
            "firstname",
            "lastname",
            "fullname",
            "surname",
            "forename",
            "givenname",
            "familyname",
            "username",
            "nickname",
            "email",
            "mail",
            "phone",
            "mobile",
            "fax",
            "address",
            "street",
            "postcode",
            "postalcode",
            "zipcode",
            "birth",
            "age",
            "gender",
            "sex",
            "civility",
            "nationality",
            "iban",
            "nir",
            "passport",
            "socialsecurity",
            "contact",
            "beneficiary",
            "holder",
            "photo",
            "signature",
            "latitude",
            "longitude",
            "password",
            "nom",
            "prenom",
            "courriel",
            "telephone",
            "adresse",
            "naissance");

    /** Only organisations, places, and programmes with their goods, have a name. */
    private static final Set<String> NAMED = Set.of(
            "network.OrganisationRegistered.v1",
            "network.OrganisationCorrected.v1",
            "allocation.ProgrammeOpened.v1",
            "mediation.PlaceOpened.v1",
            "mediation.PlaceAmended.v1");

    /** The opaque reference of somebody who is forgotten, and nothing beside it. */
    private static final String FORGOTTEN = "personRef";

    static Stream<String> types() {
        return Contracts.types();
    }

    static Stream<String> schemas() {
        return Contracts.names(Contracts.SCHEMAS).stream();
    }

    @ParameterizedTest
    @MethodSource("types")
    void every_event_has_a_schema_that_says_what_its_record_says(String type) throws IOException {
        ObjectNode expected = SchemaOfRecord.of(type, Contracts.event(type));
        var file = Contracts.SCHEMAS.resolve(type + ".json");
        if (Boolean.getBoolean("contracts.write")) {
            Files.writeString(
                    file,
                    Contracts.JSON
                                    .writer()
                                    .with(SerializationFeature.INDENT_OUTPUT)
                                    .writeValueAsString(expected)
                            + "\n");
        }
        assertThat(file)
                .as("write it with -Dcontracts.write=true, as the README says")
                .exists();
        assertThat(Contracts.read(file))
                .as("schema of %s against its record; -Dcontracts.write=true writes it anew", type)
                .isEqualTo(expected);
    }

    @Test
    void every_schema_is_of_an_event_an_envelope_the_progress_or_a_region() {
        List<String> expected = new ArrayList<>(Contracts.types().toList());
        expected.addAll(List.of("envelope", "device-envelope", "network.progress", "network.events"));
        assertThat(Contracts.names(Contracts.SCHEMAS)).containsExactlyInAnyOrderElementsOf(expected);
    }

    @ParameterizedTest
    @MethodSource("types")
    void producers_are_held_to_the_fields_that_the_schema_has(String type) {
        ObjectNode value = (ObjectNode) Contracts.sample(type).get("value");
        ObjectNode more = value.deepCopy().put("surprise", 1);
        assertThat(Contracts.faults(type, more))
                .as("an extra field beside the fact")
                .isNotEmpty();

        ObjectNode moreFact = value.deepCopy();
        ((ObjectNode) moreFact.get("fact")).put("surprise", 1);
        assertThat(Contracts.faults(type, moreFact))
                .as("an extra field in the fact")
                .isNotEmpty();

        ObjectNode badTime = value.deepCopy().put("occurredAt", "yesterday");
        assertThat(Contracts.faults(type, badTime)).as("a time that is none").isNotEmpty();

        ObjectNode badId = value.deepCopy();
        String idField = value.get("fact").fieldNames().next();
        ((ObjectNode) badId.get("fact")).put(idField, "D-7Q4K2M");
        assertThat(Contracts.faults(type, badId)).as("an id that is no UUID").isNotEmpty();

        ObjectNode lessEnvelope = value.deepCopy();
        lessEnvelope.remove("territory");
        assertThat(Contracts.faults(type, lessEnvelope)).as("no territory").isNotEmpty();
    }

    @ParameterizedTest
    @MethodSource("types")
    void events_about_a_device_carry_its_epoch_and_the_donors_kind_and_others_do_not(String type) {
        ObjectNode value = (ObjectNode) Contracts.sample(type).get("value");
        if (SchemaOfRecord.isAboutDevice(Contracts.event(type))) {
            for (String field : List.of("epoch", "donorKind")) {
                ObjectNode without = value.deepCopy();
                without.remove(field);
                assertThat(Contracts.faults(type, without))
                        .as("without %s", field)
                        .isNotEmpty();
            }
        } else {
            assertThat(Contracts.faults(type, value.deepCopy().put("epoch", 0))).isNotEmpty();
            assertThat(Contracts.faults(type, value.deepCopy().put("donorKind", "COMPANY")))
                    .isNotEmpty();
        }
    }

    @ParameterizedTest
    @MethodSource("schemas")
    void no_field_is_about_a_person(String name) {
        List<String> fields = fields(Contracts.schema(name));
        if (name.endsWith(".PersonForgotten.v1")) {
            assertThat(fields).containsExactly("fact", FORGOTTEN);
            return;
        }
        for (String field : fields) {
            String spelled = field.toLowerCase(Locale.ROOT).replaceAll("[^a-z]", "");
            List<String> words = List.of(
                    field.replaceAll("([A-Z])", " $1").toLowerCase(Locale.ROOT).split("[ _-]+"));
            assertThat(PERSONAL)
                    .as("events never carry a person: field %s of %s", field, name)
                    .noneMatch(personal ->
                            words.contains(personal) || (personal.length() > 4 && spelled.contains(personal)));
            if (field.equals("name")) {
                assertThat(NAMED).as("only what is listed has a name").contains(name);
            }
        }
    }

    private static List<String> fields(JsonNode schema) {
        List<String> names = new ArrayList<>();
        schema.path("properties").properties().forEach(property -> {
            names.add(property.getKey());
            names.addAll(fields(property.getValue()));
        });
        if (schema.has("items")) {
            names.addAll(fields(schema.get("items")));
        }
        return names;
    }
}
