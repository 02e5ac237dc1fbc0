package network.reuse.defaults.text;

import jakarta.validation.Constraint;
import jakarta.validation.ConstraintValidator;
import jakarta.validation.ConstraintValidatorContext;
import jakarta.validation.Payload;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A text that goes into events, where nothing can be forgotten: it holds no e-mail address and no telephone number of
 * France or its neighbours. Names cannot be told from other words, so whoever writes is told to leave them out.
 */
@Documented
@Constraint(validatedBy = NoContact.Check.class)
@Target({ElementType.FIELD, ElementType.METHOD, ElementType.PARAMETER, ElementType.TYPE_USE})
@Retention(RetentionPolicy.RUNTIME)
public @interface NoContact {
    /** What the API says of such a text. */
    String TOLD = "Stays in the events for ever: name nobody. An e-mail address or a telephone number is refused.";

    String message() default "holds an e-mail address or a telephone number";

    Class<?>[] groups() default {};

    Class<? extends Payload>[] payload() default {};

    /** Says whether a text is free of them; a missing one is. */
    final class Check implements ConstraintValidator<NoContact, String> {
        // Looked for in texts of any length: whatever is repeated is bounded, or certain to be part of what is found.
        private static final Pattern EMAIL = Pattern.compile("[\\p{L}\\d._%+-]@[\\p{L}\\d-]{1,63}\\.\\p{L}{2,}");
        private static final String GAP = "[ .\\-\\u00a0\\u202f]{0,3}";
        private static final String AT_HOME = "0[1-9](" + GAP + ")\\d{2}(?:\\1\\d{2}){3}";
        private static final String ABROAD =
                "(?:\\+|00)" + GAP + "(?:33|32|352|41|49)" + GAP + "(?:\\(0\\))?(?:" + GAP + "\\d){6,11}";
        private static final Pattern PHONE =
                Pattern.compile("(?<![\\p{L}\\d])(?:" + AT_HOME + "|" + ABROAD + ")(?![\\p{L}\\d])");

        @Override
        public boolean isValid(@Nullable String text, ConstraintValidatorContext context) {
            return text == null || !isContactIn(text);
        }

        static boolean isContactIn(String text) {
            return EMAIL.matcher(text).find() || PHONE.matcher(text).find();
        }
    }
}
