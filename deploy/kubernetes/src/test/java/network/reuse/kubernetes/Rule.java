package network.reuse.kubernetes;

import java.util.stream.Stream;

/** What holds for every overlay. */
interface Rule {
    /** Each place where it does not hold, with what is wrong there. */
    Stream<String> violations(Manifests manifests);
}
