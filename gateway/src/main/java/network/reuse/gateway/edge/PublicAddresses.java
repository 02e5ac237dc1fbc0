package network.reuse.gateway.edge;

import io.smallrye.config.ConfigMapping;

/** Where partners find what the documents speak of. */
@ConfigMapping(prefix = "reuse.public")
public interface PublicAddresses {
    /** The address of this edge, without a slash at its end. */
    String url();

    /** The realm that issues access tokens. */
    String issuer();

    /** One broker or several, host and port each, with commas between them. */
    String kafka();

    /** How brokers are spoken to: {@code SASL_PLAINTEXT} or {@code SASL_SSL}. */
    String kafkaProtocol();

    /** The e-mail address at which those who run the network answer partners. */
    String contact();

    /** Where an access token is asked for. */
    default String tokenUrl() {
        return issuer() + "/protocol/openid-connect/token";
    }
}
