package network.reuse.defaults.problem;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.validation.ConstraintViolation;
import jakarta.validation.ElementKind;
import jakarta.validation.Path;
import jakarta.validation.constraints.Email;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Positive;
import jakarta.validation.constraints.PositiveOrZero;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.QueryParam;
import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import network.reuse.contracts.Refusal;
import network.reuse.defaults.people.YearOfBirth;
import network.reuse.defaults.text.FunctionalMailbox;
import network.reuse.defaults.text.FunctionalPhone;
import network.reuse.defaults.text.NoContact;
import network.reuse.defaults.time.BusinessClock;
import network.reuse.defaults.time.Within;
import org.hibernate.validator.constraints.UniqueElements;
import org.jspecify.annotations.Nullable;

/** Says of values that break a constraint where they are, and what would be right. */
@ApplicationScoped
public class ConstraintFaults {
    private final BusinessClock clock;

    public ConstraintFaults(BusinessClock clock) {
        this.clock = clock;
    }

    /** What is wrong, in the order of the pointers. */
    public List<Refusal.Fault> faults(Set<? extends ConstraintViolation<?>> violations) {
        List<Refusal.Fault> faults = new ArrayList<>();
        for (ConstraintViolation<?> one : violations) {
            Sentence sentence = sentence(one);
            faults.add(new Refusal.Fault(pointer(one), sentence.code(), sentence.french(), sentence.english()));
        }
        faults.sort((a, b) -> a.pointer().compareTo(b.pointer()));
        return faults;
    }

    private record Sentence(String code, String french, String english) {}

    private Sentence sentence(ConstraintViolation<?> violation) {
        Annotation rule = violation.getConstraintDescriptor().getAnnotation();
        return switch (rule) {
            case NotNull _, NotBlank _, NotEmpty _ ->
                new Sentence("required", "Cette valeur est obligatoire.", "This value is required.");
            case Size size ->
                new Sentence(
                        "size",
                        "Entre " + size.min() + " et " + size.max() + " éléments ou caractères.",
                        "Between " + size.min() + " and " + size.max() + " items or characters.");
            case Min min -> new Sentence("too_small", "Au moins " + min.value() + ".", "At least " + min.value() + ".");
            case Max max -> new Sentence("too_large", "Au plus " + max.value() + ".", "At most " + max.value() + ".");
            case Positive _ -> new Sentence("too_small", "Plus que zéro.", "More than zero.");
            case PositiveOrZero _ -> new Sentence("too_small", "Zéro ou plus.", "Zero or more.");
            case Pattern pattern ->
                new Sentence(
                        "pattern",
                        "Doit correspondre à " + pattern.regexp() + ".",
                        "Has to match " + pattern.regexp() + ".");
            case Within within -> {
                Within.Bounds bounds = Within.Bounds.of(within, clock.shown());
                yield new Sentence(
                        "out_of_range",
                        "Entre le " + bounds.first() + " et le " + bounds.last() + ".",
                        "Between " + bounds.first() + " and " + bounds.last() + ".");
            }
            case YearOfBirth _ ->
                new Sentence(
                        "out_of_range",
                        "Une année depuis " + YearOfBirth.FIRST + ", au plus tard celle-ci.",
                        "A year since " + YearOfBirth.FIRST + ", at the latest this one.");
            case UniqueElements _ ->
                new Sentence("repeated", "Une valeur est deux fois dans la liste.", "A value is in the list twice.");
            case Email _ ->
                new Sentence(
                        "not_an_email",
                        "Une adresse e-mail est attendue, par exemple nom@exemple.fr.",
                        "An e-mail address is expected, such as name@example.org.");
            case FunctionalMailbox _ ->
                new Sentence(
                        "not_a_functional_mailbox",
                        "Donnez une boîte fonctionnelle, par exemple accueil@exemple.fr, et non celle d'une personne.",
                        "Give a functional mailbox, such as reception@example.org, and not a person's.");
            case FunctionalPhone _ ->
                new Sentence(
                        "not_a_functional_phone",
                        "Donnez le numéro d'un standard ou d'un accueil, par exemple 03 88 12 34 56 ; ni mobile, ni numéro inconnu.",
                        "Give the number of a switchboard or a reception, such as 03 88 12 34 56; neither a mobile's nor an unknown one.");
            case NoContact _ -> {
                Refusal.Fault fault = NoContact.Check.fault("");
                yield new Sentence(fault.code(), fault.french(), fault.english());
            }
            default -> new Sentence("invalid", "Cette valeur ne convient pas.", "This value is not right.");
        };
    }

    /**
     * The path of a violation without the method and its parameter, {@code /quantities/0/count}, or a query's parameter; of a value
     * that was validated by itself its path in it.
     */
    private static String pointer(ConstraintViolation<?> violation) {
        StringBuilder pointer = new StringBuilder();
        Path.@Nullable MethodNode method = null;
        for (var node : violation.getPropertyPath()) {
            if (node.getKind() == ElementKind.METHOD) {
                method = node.as(Path.MethodNode.class);
            } else if (node.getKind() == ElementKind.PARAMETER && method != null) {
                pointer.append(parameter(
                        violation.getRootBeanClass(),
                        method,
                        node.as(Path.ParameterNode.class).getParameterIndex()));
            }
            if (node.getIndex() != null) {
                pointer.append('/').append(node.getIndex());
            }
            if (isWithin(node.getKind())
                    && node.getName() != null
                    && !node.getName().startsWith("<")) {
                pointer.append('/').append(node.getName());
            }
        }
        return pointer.isEmpty() ? "/" : pointer.toString();
    }

    private static boolean isWithin(ElementKind kind) {
        return switch (kind) {
            case PROPERTY, BEAN, CONTAINER_ELEMENT -> true;
            case METHOD, CONSTRUCTOR, PARAMETER, CROSS_PARAMETER, RETURN_VALUE -> false;
        };
    }

    /** Where the query has a parameter of a resource's method; empty when it is none of the query's. */
    private static String parameter(Class<?> resource, Path.MethodNode method, int index) {
        Class<?>[] types = method.getParameterTypes().toArray(Class<?>[]::new);
        for (Class<?> type = resource; type != null; type = type.getSuperclass()) {
            for (Method declared : type.getDeclaredMethods()) {
                if (declared.getName().equals(method.getName()) && Arrays.equals(declared.getParameterTypes(), types)) {
                    QueryParam query = declared.getParameters()[index].getAnnotation(QueryParam.class);
                    if (query != null) {
                        return "/" + query.value();
                    }
                }
            }
        }
        return "";
    }
}
