package network.reuse.defaults.json;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.BeanProperty;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.CoercionAction;
import com.fasterxml.jackson.databind.cfg.CoercionInputShape;
import com.fasterxml.jackson.databind.deser.ContextualDeserializer;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import com.fasterxml.jackson.databind.deser.std.StringDeserializer;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.type.LogicalType;
import io.quarkus.jackson.ObjectMapperCustomizer;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import network.reuse.contracts.NormalForm;
import network.reuse.contracts.Refusal;
import org.jspecify.annotations.Nullable;

/**
 * Reads JSON bodies to the letter: nothing is taken for something else, cut off or passed over, and every text is brought
 * into its {@link NormalForm}. What services say to each other is read by {@code contracts}, which passes over additions.
 */
@Singleton
public class StrictBodies implements ObjectMapperCustomizer {
    private static final CoercionInputShape[] SCALARS = {
        CoercionInputShape.Integer,
        CoercionInputShape.Float,
        CoercionInputShape.Boolean,
        CoercionInputShape.String,
        CoercionInputShape.EmptyString
    };

    @Override
    public int priority() {
        return MINIMUM_PRIORITY;
    }

    @Override
    public void customize(ObjectMapper json) {
        json.enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION);
        json.enable(
                DeserializationFeature.FAIL_ON_TRAILING_TOKENS,
                DeserializationFeature.FAIL_ON_NUMBERS_FOR_ENUMS,
                DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES,
                DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY);
        for (CoercionInputShape shape : SCALARS) {
            if (shape != CoercionInputShape.Integer) {
                json.coercionConfigFor(LogicalType.Integer).setCoercion(shape, CoercionAction.Fail);
                json.coercionConfigFor(LogicalType.Float).setCoercion(shape, CoercionAction.Fail);
            }
            if (shape != CoercionInputShape.Boolean) {
                json.coercionConfigFor(LogicalType.Boolean).setCoercion(shape, CoercionAction.Fail);
            }
            if (shape != CoercionInputShape.String) {
                json.coercionConfigFor(LogicalType.Enum).setCoercion(shape, CoercionAction.Fail);
            }
        }
        json.coercionConfigFor(LogicalType.Float).setCoercion(CoercionInputShape.Float, CoercionAction.TryConvert);
        json.coercionConfigDefaults()
                .setCoercion(CoercionInputShape.EmptyString, CoercionAction.Fail)
                .setCoercion(CoercionInputShape.EmptyArray, CoercionAction.Fail);
        json.registerModule(new SimpleModule("strict-bodies")
                .addDeserializer(String.class, new Texts(false))
                .addDeserializer(UUID.class, new Ids()));
    }

    /** A text in a body that has no normal form. */
    public static final class Unseen extends JsonMappingException {
        private final transient Refusal.Fault fault;

        Unseen(JsonParser at, Refusal.Fault fault) {
            super(at, "a character that nobody can see");
            this.fault = fault;
        }

        /** What is wrong with the text that is found at that pointer. */
        public Refusal.Fault at(String pointer) {
            return fault.at(pointer);
        }
    }

    /**
     * Texts of forms, which have a type. What is read without one, such as the claims of a token by Vert.x, keeps its very
     * letters.
     */
    private static final class Texts extends StdDeserializer<String> implements ContextualDeserializer {
        private final boolean ofForm;

        Texts(boolean ofForm) {
            super(String.class);
            this.ofForm = ofForm;
        }

        @Override
        public JsonDeserializer<?> createContextual(DeserializationContext context, @Nullable BeanProperty property) {
            JavaType type = context.getContextualType();
            return new Texts(type != null && type.hasRawClass(String.class));
        }

        @Override
        public String deserialize(JsonParser parser, DeserializationContext context) throws IOException {
            if (!ofForm) {
                return StringDeserializer.instance.deserialize(parser, context);
            }
            if (!parser.hasToken(JsonToken.VALUE_STRING)) {
                return (String) context.handleUnexpectedToken(String.class, parser);
            }
            String text = parser.getText();
            Optional<Refusal.Fault> fault = NormalForm.fault(text, "");
            if (fault.isPresent()) {
                throw new Unseen(parser, fault.get());
            }
            return NormalForm.of(text, "");
        }
    }

    private static final class Ids extends StdDeserializer<UUID> {
        private static final Pattern ID = Pattern.compile("\\p{XDigit}{8}(-\\p{XDigit}{4}){3}-\\p{XDigit}{12}");

        Ids() {
            super(UUID.class);
        }

        @Override
        public UUID deserialize(JsonParser parser, DeserializationContext context) throws IOException {
            if (!parser.hasToken(JsonToken.VALUE_STRING)) {
                return (UUID) context.handleUnexpectedToken(UUID.class, parser);
            }
            String text = parser.getText().strip();
            if (!ID.matcher(text).matches()) {
                throw context.weirdStringException(text, UUID.class, "not a UUID");
            }
            return UUID.fromString(text);
        }
    }
}
