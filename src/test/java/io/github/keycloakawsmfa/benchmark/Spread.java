package io.github.keycloakawsmfa.benchmark;

import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/** What several rounds have measured of one thing. */
record Spread(List<Double> values) {

    Spread {
        values = values.stream().sorted().toList();
    }

    static <T> Spread of(List<T> measured, ToDoubleFunction<T> figure) {
        return new Spread(measured.stream().mapToDouble(figure).boxed().toList());
    }

    double mean() {
        return values.stream().mapToDouble(value -> value).average().orElse(Double.NaN);
    }

    double median() {
        int middle = values.size() / 2;
        return values.size() % 2 == 1 ? values.get(middle) : (values.get(middle - 1) + values.get(middle)) / 2;
    }

    /** The least value that so many per cent of all do not exceed. */
    double percentile(int percent) {
        return values.get(Math.max(0, (values.size() * percent + 99) / 100 - 1));
    }

    double max() {
        return values.get(values.size() - 1);
    }

    /** @return {@code median (min to max)} */
    @Override
    public String toString() {
        return String.format(Locale.ROOT, "%.2f (%.2f to %.2f)", median(), values.get(0), max());
    }
}
