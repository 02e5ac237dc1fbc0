package network.reuse.defaults.people;

import jakarta.validation.Constraint;
import jakarta.validation.ConstraintValidator;
import jakarta.validation.ConstraintValidatorContext;
import jakarta.validation.Payload;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.time.Year;
import org.jspecify.annotations.Nullable;

/** A year in which somebody who is alive may have been born: since 1900, and not to come. */
@Documented
@Constraint(validatedBy = YearOfBirth.Check.class)
@Target({ElementType.FIELD, ElementType.METHOD, ElementType.PARAMETER, ElementType.TYPE_USE})
@Retention(RetentionPolicy.RUNTIME)
public @interface YearOfBirth {
    /** The first such year. */
    int FIRST = 1900;

    String message() default "is no year of birth";

    Class<?>[] groups() default {};

    Class<? extends Payload>[] payload() default {};

    /** Looks at years; a missing one is fine. */
    final class Check implements ConstraintValidator<YearOfBirth, Integer> {
        @Override
        public boolean isValid(@Nullable Integer year, ConstraintValidatorContext context) {
            return year == null
                    || (year >= FIRST
                            && year
                                    <= Year.now(context.getClockProvider().getClock())
                                            .getValue());
        }
    }
}
