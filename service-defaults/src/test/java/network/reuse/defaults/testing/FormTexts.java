package network.reuse.defaults.testing;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
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

    /**
     * Those that are not held to {@link NoContact}, such as {@code ContactForm.email}, in the order of their names; of all records in the
     * package of this class that are called Form or stand among Forms.
     */
    public static List<String> thatMayHoldContacts(Class<?> forms) {
        return new ClassFileImporter()
                .importPackages(forms.getPackageName()).stream()
                        .filter(form -> form.isRecord() && isForm(form))
                        .map(JavaClass::reflect)
                        .flatMap(form -> Stream.of(form.getRecordComponents())
                                .filter(component -> mayHoldContacts(component.getAnnotatedType()))
                                .map(component -> name(form, component)))
                        .sorted()
                        .toList();
    }

    private static boolean isForm(JavaClass record) {
        return record.getSimpleName().endsWith("Form")
                || record.getEnclosingClass()
                        .filter(among -> among.getSimpleName().endsWith("Forms"))
                        .isPresent();
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
