package network.reuse.allocation.domain;

import java.util.Map;

/** A verdict with the words that explain it. */
public record CriterionAnswer(CriterionVerdict verdict, Criterion.Sentence detail) {
    /** What is asked, and how it was answered. */
    public String french() {
        String said = switch (verdict.verdict()) {
            case PASS -> "oui";
            case FAIL -> "non";
            case UNKNOWN -> "à vérifier";
        };
        return verdict.criterion().french() + inBrackets(detail.french()) + " : " + said + ".";
    }

    /** The same in English. */
    public String english() {
        String said = switch (verdict.verdict()) {
            case PASS -> "yes";
            case FAIL -> "no";
            case UNKNOWN -> "to be checked";
        };
        return verdict.criterion().english() + inBrackets(detail.english()) + ": " + said + ".";
    }

    private static String inBrackets(String detail) {
        return detail.isEmpty() ? "" : " (" + detail + ")";
    }

    /** The same as it stands in a problem. */
    Map<String, Object> explained() {
        return Map.of(
                "criterion",
                verdict.criterion().name(),
                "verdict",
                verdict.verdict().name(),
                "ruleVersion",
                verdict.ruleVersion(),
                "french",
                french(),
                "english",
                english());
    }
}
