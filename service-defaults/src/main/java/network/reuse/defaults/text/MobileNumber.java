package network.reuse.defaults.text;

import java.util.Optional;

/** The number of a mobile telephone, to which an SMS can be sent. */
public final class MobileNumber {
    private MobileNumber() {}

    /**
     * The number as E.164 writes it, such as +33612345678: one of France or its overseas departments in any of the usual spellings, or one
     * that is written with its country; empty when it is none, or no mobile's.
     */
    public static Optional<String> of(String phone) {
        return Contacts.mobileNumber(phone);
    }
}
