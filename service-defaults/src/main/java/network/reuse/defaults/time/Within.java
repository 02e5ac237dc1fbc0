package network.reuse.defaults.time;

import jakarta.validation.Constraint;
import jakarta.validation.ConstraintValidator;
import jakarta.validation.ConstraintValidatorContext;
import jakarta.validation.Payload;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;

/** An instant or a day of a body that lies at most so many years before and after the business time. */
@Documented
@Constraint(validatedBy = {Within.OfInstant.class, Within.OfDay.class})
@Target({ElementType.FIELD, ElementType.METHOD, ElementType.PARAMETER, ElementType.TYPE_USE})
@Retention(RetentionPolicy.RUNTIME)
public @interface Within {
    int yearsBack();

    int yearsAhead();

    String message() default "lies too far from now";

    Class<?>[] groups() default {};

    Class<? extends Payload>[] payload() default {};

    /** The first and the last day that such a value may lie on. */
    record Bounds(LocalDate first, LocalDate last) {
        public static Bounds of(Within within, Instant now) {
            OffsetDateTime today = now.atOffset(ZoneOffset.UTC);
            return new Bounds(
                    today.minusYears(within.yearsBack()).toLocalDate(),
                    today.plusYears(within.yearsAhead()).toLocalDate());
        }

        boolean hold(LocalDate day) {
            return !day.isBefore(first) && !day.isAfter(last);
        }
    }

    /** Looks at instants. */
    final class OfInstant implements ConstraintValidator<Within, Instant> {
        private @Nullable Within within;

        @Override
        public void initialize(Within rule) {
            this.within = rule;
        }

        @Override
        public boolean isValid(@Nullable Instant value, ConstraintValidatorContext context) {
            return value == null
                    || within == null
                    || Bounds.of(within, context.getClockProvider().getClock().instant())
                            .hold(value.atOffset(ZoneOffset.UTC).toLocalDate());
        }
    }

    /** Looks at days. */
    final class OfDay implements ConstraintValidator<Within, LocalDate> {
        private @Nullable Within within;

        @Override
        public void initialize(Within rule) {
            this.within = rule;
        }

        @Override
        public boolean isValid(@Nullable LocalDate value, ConstraintValidatorContext context) {
            return value == null
                    || within == null
                    || Bounds.of(within, context.getClockProvider().getClock().instant())
                            .hold(value);
        }
    }
}
