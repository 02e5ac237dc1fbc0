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
import network.reuse.contracts.Refusal;
import org.jspecify.annotations.Nullable;

/**
 * A text that goes into events, or stays for good where nothing can be forgotten: it holds no e-mail address and no
 * telephone number, as {@link Contacts} finds them. Names cannot be told from other words, so whoever writes is told to leave them out.
 */
@Documented
@Constraint(validatedBy = NoContact.Check.class)
@Target({ElementType.FIELD, ElementType.METHOD, ElementType.PARAMETER, ElementType.TYPE_USE})
@Retention(RetentionPolicy.RUNTIME)
public @interface NoContact {
    /** What the API says of such a text. */
    String DESCRIPTION =
            "Reste à jamais dans les événements : ne nommez personne. Une adresse e-mail ou un numéro de téléphone est refusé. / Stays in the events for ever: name nobody. An e-mail address or a telephone number is refused.";

    /** Whether ten figures may be the number of a document, as in somebody's own reference, instead of a telephone number. */
    boolean allowsDocumentNumber() default false;

    String message() default "holds an e-mail address or a telephone number";

    Class<?>[] groups() default {};

    Class<? extends Payload>[] payload() default {};

    /** Says whether a text is free of them; a missing one is. */
    final class Check implements ConstraintValidator<NoContact, String> {
        private boolean allowsDocumentNumber;

        @Override
        public void initialize(NoContact rule) {
            allowsDocumentNumber = rule.allowsDocumentNumber();
        }

        @Override
        public boolean isValid(@Nullable String text, ConstraintValidatorContext context) {
            return text == null || !(allowsDocumentNumber ? isContactInReference(text) : isContactIn(text));
        }

        /** What is said of such a text at this JSON pointer. */
        public static Refusal.Fault fault(String pointer) {
            return new Refusal.Fault(
                    pointer,
                    "personal_data",
                    "Ce texte reste dans les événements : écrivez-le sans adresse e-mail ni numéro de téléphone.",
                    "This text stays in the events: write it without an e-mail address or a telephone number.");
        }

        /** Whether a text holds an e-mail address or a telephone number. */
        public static boolean isContactIn(String text) {
            return Contacts.areIn(text);
        }

        /** Whether a reference holds one. */
        public static boolean isContactInReference(String reference) {
            return Contacts.areInReference(reference);
        }
    }
}
