package network.reuse.defaults.request;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import network.reuse.defaults.people.YearOfBirth;
import network.reuse.defaults.time.RecordedTime;
import network.reuse.defaults.time.Within;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.eclipse.microprofile.openapi.models.parameters.Parameter;
import org.jboss.jandex.AnnotationInstance;
import org.jboss.jandex.ClassInfo;
import org.jboss.jandex.DotName;
import org.jboss.jandex.FieldInfo;

/**
 * Says in an OpenAPI document what its times mean, and how far from a call those may lie that it takes: {@code x-earliest} and
 * {@code x-latest} are ISO 8601 durations from the call on, made of what checks the times.
 */
final class ApiTimes {
    private static final String EARLIEST = "x-earliest";
    private static final String LATEST = "x-latest";
    private static final String CREATED_AT = "createdAt";
    private static final String OCCURRED_AT = "occurredAt";
    private static final String BETWEEN_LANGUAGES = " / ";

    private static final DotName WITHIN = DotName.createSimple(Within.class);
    private static final DotName YEAR_OF_BIRTH = DotName.createSimple(YearOfBirth.class);

    /** What the times of an aggregate mean, wherever it is shown. */
    private static final Map<String, String> OF_AGGREGATES = Map.of(
            "lastStepAt",
            "Quand la dernière étape a eu lieu, comme elle a été consignée. / When the last step happened, as it was recorded.",
            CREATED_AT,
            "Quand la première version a été écrite. / When the first version was written.",
            "changedAt",
            "Quand cette version a été écrite ; changedSince s'y compare. / When this version was written; changedSince is"
                    + " compared with it.");

    private ApiTimes() {}

    /** Describes the times of a record's schema. */
    static void describe(Schema schema, ClassInfo type) {
        Map<String, Schema> properties = schema.getProperties();
        if (properties == null) {
            return;
        }
        for (String name : List.copyOf(properties.keySet())) {
            FieldInfo field = type.field(name);
            if (field == null) {
                continue;
            }
            AnnotationInstance within = field.annotation(WITHIN);
            if (within != null) {
                Schema bounded = own(schema, name);
                bound(
                        bounded.getItems() == null ? bounded : bounded.getItems(),
                        within.value("yearsBack").asInt(),
                        within.value("yearsAhead").asInt());
            }
            if (field.hasAnnotation(YEAR_OF_BIRTH)) {
                own(schema, name).minimum(BigDecimal.valueOf(YearOfBirth.FIRST)).addExtension(LATEST, "P0Y");
            }
            String meaning = OF_AGGREGATES.get(name);
            if (meaning != null && properties.containsKey(CREATED_AT)) {
                own(schema, name).description(meaning);
            }
        }
    }

    /** Bounds the time at which something happened, in the schema of what a request sends. */
    static void boundOccurrence(Schema sent) {
        if (sent.getProperties() != null && sent.getProperties().containsKey(OCCURRED_AT)) {
            boundTime(own(sent, OCCURRED_AT));
        }
    }

    /** Bounds it where it is a parameter. */
    static void boundOccurrence(Parameter sent) {
        if (OCCURRED_AT.equals(sent.getName()) && sent.getSchema() != null) {
            sent.setSchema(own(sent.getSchema()));
            boundTime(sent.getSchema());
        }
    }

    private static void boundTime(Schema time) {
        time.addExtension(EARLIEST, "-P" + RecordedTime.LONGEST_PAST.toDays() + "D");
        time.addExtension(LATEST, RecordedTime.GRACE.toString());
    }

    private static void bound(Schema time, int yearsBack, int yearsAhead) {
        time.addExtension(EARLIEST, "-P" + yearsBack + "Y");
        time.addExtension(LATEST, "P" + yearsAhead + "Y");
        String french =
                "Au plus tôt il y a " + count(yearsBack, "an") + ", au plus tard dans " + count(yearsAhead, "an") + ".";
        String english = "At the earliest " + count(yearsBack, "year") + " ago, at the latest in "
                + count(yearsAhead, "year") + ".";
        String said = time.getDescription();
        int middle = said == null ? -1 : said.indexOf(BETWEEN_LANGUAGES);
        time.setDescription(
                said == null || middle < 0
                        ? french + BETWEEN_LANGUAGES + english
                        : said.substring(0, middle) + " " + french + said.substring(middle) + " " + english);
    }

    private static String count(int number, String word) {
        return number + " " + word + (number > 1 ? "s" : "");
    }

    /** A property as a schema that no other property shares. */
    private static Schema own(Schema schema, String name) {
        Schema own = own(Objects.requireNonNull(schema.getProperties().get(name), name));
        schema.addProperty(name, own);
        return own;
    }

    private static Schema own(Schema shared) {
        return shared.getRef() == null || shared.getDescription() != null
                ? shared
                : OASFactory.createSchema().ref(shared.getRef()).examples(shared.getExamples());
    }
}
