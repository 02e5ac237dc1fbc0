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
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A telephone number that is a function's, such as a switchboard: one that the numbering plans know, of France, its overseas
 * departments, or elsewhere when it is written with its country, and that is no mobile's, since that is somebody's own.
 */
@Documented
@Constraint(validatedBy = FunctionalPhone.Check.class)
@Target({ElementType.FIELD, ElementType.METHOD, ElementType.PARAMETER, ElementType.TYPE_USE})
@Retention(RetentionPolicy.RUNTIME)
public @interface FunctionalPhone {
    /** What the API says of such a number. */
    String DESCRIPTION =
            "Un standard ou un accueil, à personne en propre ; un numéro de mobile est refusé. / A switchboard or a reception, nobody's own; a mobile number is refused.";

    String message() default "is no fixed telephone number";

    Class<?>[] groups() default {};

    Class<? extends Payload>[] payload() default {};

    /** Looks at numbers; a missing one is fine. */
    final class Check implements ConstraintValidator<FunctionalPhone, String> {
        @Override
        public boolean isValid(@Nullable String number, ConstraintValidatorContext context) {
            return number == null || Contacts.isFixedLine(number);
        }

        /** The number with its country, such as {@code +33388123456}; empty when it is no fixed line's. */
        public static Optional<String> international(String number) {
            return Contacts.internationalFixedLine(number);
        }
    }
}
