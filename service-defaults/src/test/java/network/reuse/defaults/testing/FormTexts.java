package network.reuse.defaults.testing;

import java.lang.reflect.AnnotatedParameterizedType;
import java.lang.reflect.AnnotatedType;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import network.reuse.defaults.text.NoContact;

/** The texts in a service's bodies. */
public final class FormTexts {
    private FormTexts() {}

    /** Those that are not held to {@link NoContact}, such as {@code ContactForm.email}, in the order of their names. */
    public static List<String> thatMayHoldContacts(Class<?> forms) {
        return Stream.of(forms.getDeclaredClasses())
                .filter(Class::isRecord)
                .flatMap(form -> Stream.of(form.getRecordComponents())
                        .filter(component -> mayHoldContacts(component.getAnnotatedType()))
                        .map(component -> name(form, component)))
                .sorted()
                .toList();
    }

    private static boolean mayHoldContacts(AnnotatedType type) {
        return type instanceof AnnotatedParameterizedType of
                ? Arrays.stream(of.getAnnotatedActualTypeArguments()).anyMatch(FormTexts::mayHoldContacts)
                : type.getType() == String.class && !type.isAnnotationPresent(NoContact.class);
    }

    private static String name(Class<?> form, RecordComponent component) {
        return form.getSimpleName() + "." + component.getName();
    }
}
