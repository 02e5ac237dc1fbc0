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
import java.text.Normalizer;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * An e-mail address that is a function's, such as {@code accueil@}, and nobody's own. What stands before the {@code @} is a
 * person's as far as that can be seen when it has several words and none of them is a function's: {@code camille.martin@} and
 * {@code c-martin@}. A single word tells nothing, and is taken.
 */
@Documented
@Constraint(validatedBy = FunctionalMailbox.Check.class)
@Target({ElementType.FIELD, ElementType.METHOD, ElementType.PARAMETER, ElementType.TYPE_USE})
@Retention(RetentionPolicy.RUNTIME)
public @interface FunctionalMailbox {
    /** What the API says of such an address. */
    String DESCRIPTION =
            "Une boîte fonctionnelle (accueil@, logistique@), à personne en propre ; « prenom.nom@ » est refusé. / A functional mailbox (reception@, logistics@), nobody's own; \"given.name@\" is refused.";

    String message() default "is a person's";

    Class<?>[] groups() default {};

    Class<? extends Payload>[] payload() default {};

    /** Looks at addresses; a missing one is fine. */
    final class Check implements ConstraintValidator<FunctionalMailbox, String> {
        private static final Pattern NO_LETTERS = Pattern.compile("[^\\p{L}]+");
        private static final Pattern MARKS = Pattern.compile("\\p{M}+");

        /** Words that name what an address is for, or the organisation that it is of, without accents. */
        static final Set<String> FUNCTIONS = Set.of(
                "accueil",
                "achats",
                "administration",
                "agence",
                "antenne",
                "assistance",
                "association",
                "astreinte",
                "atelier",
                "ateliers",
                "boutique",
                "bureau",
                "campus",
                "centre",
                "collecte",
                "collectes",
                "college",
                "commande",
                "commandes",
                "communaute",
                "comptabilite",
                "contact",
                "contacts",
                "coordination",
                "courrier",
                "depot",
                "direction",
                "don",
                "dons",
                "donation",
                "donations",
                "dpo",
                "dsi",
                "ecole",
                "enlevement",
                "enlevements",
                "entrepot",
                "entreprise",
                "environnement",
                "equipe",
                "expedition",
                "facturation",
                "gestion",
                "helpdesk",
                "incident",
                "incidents",
                "info",
                "information",
                "informatique",
                "infos",
                "it",
                "livraison",
                "livraisons",
                "logistics",
                "logistique",
                "lycee",
                "magasin",
                "mairie",
                "maintenance",
                "materiel",
                "mediatheque",
                "metropole",
                "moyens",
                "numerique",
                "office",
                "organisation",
                "parc",
                "planning",
                "pole",
                "proprete",
                "quai",
                "reception",
                "recyclage",
                "recyclerie",
                "reemploi",
                "region",
                "reseau",
                "ressourcerie",
                "secretariat",
                "securite",
                "service",
                "services",
                "site",
                "sites",
                "standard",
                "stock",
                "stocks",
                "support",
                "technique",
                "transport",
                "transports",
                "universite",
                "usine",
                "ville",
                "warehouse",
                "workshop");

        @Override
        public boolean isValid(@Nullable String address, ConstraintValidatorContext context) {
            return address == null || !isOfAPerson(address);
        }

        /** Whether what stands before the last {@code @} looks like a person's name. */
        public static boolean isOfAPerson(String address) {
            int at = address.lastIndexOf('@');
            String local = MARKS.matcher(
                            Normalizer.normalize(address.substring(0, Math.max(0, at)), Normalizer.Form.NFKD))
                    .replaceAll("")
                    .toLowerCase(Locale.ROOT);
            List<String> words = Stream.of(NO_LETTERS.split(local))
                    .filter(word -> !word.isEmpty())
                    .toList();
            return words.size() > 1 && words.stream().noneMatch(FUNCTIONS::contains);
        }
    }
}
