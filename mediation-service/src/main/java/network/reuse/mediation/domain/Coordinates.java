package network.reuse.mediation.domain;

/**
 * Where something is, in degrees by WGS 84 as it was said, such as 50.2787 and 3.9725.
 *
 * @param latitude north of the equator
 * @param longitude east of Greenwich
 */
public record Coordinates(String latitude, String longitude) {
    private static final double EARTH_RADIUS = 6371.0;

    /** The kilometres as the crow flies. */
    public double kilometresTo(Coordinates other) {
        double north = Math.toRadians(Double.parseDouble(latitude));
        double otherNorth = Math.toRadians(Double.parseDouble(other.latitude));
        double east = Math.toRadians(Double.parseDouble(other.longitude) - Double.parseDouble(longitude));
        double half = Math.pow(Math.sin((otherNorth - north) / 2), 2)
                + Math.cos(north) * Math.cos(otherNorth) * Math.pow(Math.sin(east / 2), 2);
        return 2 * EARTH_RADIUS * Math.asin(Math.min(1, Math.sqrt(half)));
    }
}
