package network.reuse.contracts;

import java.util.List;
import java.util.Map;

/** Where something stands: it says how it is called and which moves it offers, and refuses the others. */
public interface State {
    /** Its name, as it stands in tables and answers. */
    Enum<?> status();

    /** The moves that are legal now. */
    List<? extends Enum<?>> legal();

    /** The refusal of a move that it does not offer, with those that it does. */
    default Refusal illegal() {
        List<String> names = legal().stream().map(Enum::name).toList();
        String moves = names.isEmpty() ? "—" : String.join(", ", names);
        return Refusal.of(
                        Refusal.Kind.ILLEGAL_NOW,
                        "illegal_now",
                        "Cette action n'est pas permise dans l'état " + status().name() + ". Actions permises : "
                                + moves + ".",
                        "This move is not legal in state " + status().name() + ". Legal moves: " + moves + ".")
                .with(Map.of("status", status().name(), "legal", names));
    }
}
