package network.reuse.defaults.request;

import jakarta.ws.rs.NameBinding;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * An operation on many things at once: its body may be large and is read as it comes, and only a few such calls run at a
 * time in a process. Its OpenAPI extension {@link #EXTENSION} makes the document say so.
 */
@NameBinding
@Target({ElementType.METHOD, ElementType.TYPE})
@Retention(RetentionPolicy.RUNTIME)
public @interface Bulk {
    /** The name of the extension that a bulk operation bears in its OpenAPI annotation. */
    String EXTENSION = "x-bulk";

    /** Calls that share their seats. */
    enum Seats {
        /** Of those that hold and write many things at once. */
        MANY,
        /** Of those that pass a file on as it comes and hold nothing of it: a slow caller keeps a seat for long, which is cheap. */
        FILE
    }

    /** Whose seats it takes. */
    Seats value() default Seats.MANY;
}
