// Runs in the page: draws each chart from the numbers next to it, again where colours or width change.
(() => {
  const color = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();
  const MAX_BAR = 48;
  const HEIGHT = 240;

  function labelsThatFit(spec, self, splits) {
    const width = self.bbox.width / devicePixelRatio;
    const longest = Math.max(...spec.ticks.map((tick) => tick.length));
    const every = Math.max(
      1,
      Math.ceil(spec.ticks.length / Math.max(1, Math.floor(width / (longest * 7 + 14)))),
    );
    return splits.map((at) => (Number.isInteger(at) && at % every === 0 ? spec.ticks[at] ?? "" : ""));
  }

  function drawMarks(spec, self) {
    const { ctx, bbox } = self;
    ctx.save();
    ctx.strokeStyle = ctx.fillStyle = color("--focus");
    ctx.lineWidth = 1.5 * devicePixelRatio;
    ctx.font = `${12 * devicePixelRatio}px system-ui, sans-serif`;
    const places = spec.marks.map(({ at, label }, index) => {
      const x = self.valToPos(at, "x", true);
      const y = bbox.top - (spec.marks.length - index - 0.6) * 15 * devicePixelRatio;
      const width = ctx.measureText(label).width;
      const isLeft = x + width + 8 * devicePixelRatio > bbox.left + bbox.width;
      return {
        label,
        x,
        y,
        width,
        left: isLeft ? x - width - 4 * devicePixelRatio : x + 4 * devicePixelRatio,
      };
    });
    ctx.setLineDash([4 * devicePixelRatio, 3 * devicePixelRatio]);
    for (const { x, y } of places) {
      ctx.beginPath();
      ctx.moveTo(x, y - 10 * devicePixelRatio);
      ctx.lineTo(x, bbox.top + bbox.height);
      ctx.stroke();
    }
    ctx.textAlign = "left";
    for (const { label, y, width, left } of places) {
      // No other mark's line goes through the words.
      ctx.fillStyle = color("--back");
      ctx.fillRect(left, y - 11 * devicePixelRatio, width, 14 * devicePixelRatio);
      ctx.fillStyle = color("--focus");
      ctx.fillText(label, left, y);
    }
    ctx.restore();
  }

  function draw(figure) {
    const spec = JSON.parse(figure.querySelector("script").textContent);
    const place = figure.querySelector(".plot");
    const count = spec.ticks.length;
    // Each series is drawn on top of the ones before it: the highest sum is the furthest back.
    const sums = spec.series.map((_, at) =>
      spec.ticks.map((_, index) =>
        spec.series.slice(0, at + 1).reduce((sum, { values }) => sum + values[index], 0)
      )
    ).reverse();
    const shown = [...spec.series].reverse();
    const most = Math.max(1, ...sums[0]);
    let plot;
    const build = () => {
      plot?.destroy();
      plot = new uPlot(
        {
          width: Math.max(200, place.clientWidth),
          height: HEIGHT,
          padding: [8 + spec.marks.length * 15, 12, 0, 0],
          scales: {
            x: { time: false, range: [-0.5, count - 0.5] },
            y: { range: [0, spec.unit === "%" ? Math.min(100, most * 1.1) : most * 1.05] },
          },
          legend: { live: true, markers: { width: 0 } },
          cursor: { y: false, drag: { x: false, y: false }, points: { show: false } },
          series: [
            { label: spec.over, value: (_, at) => at === null ? "" : spec.labels[at] },
            ...shown.map(({ name, tone }, at) => ({
              label: name,
              fill: color(`--bar${tone}`),
              stroke: color(`--bar${tone}`),
              width: 0,
              points: { show: false },
              paths: uPlot.paths.bars({ size: [0.84, MAX_BAR] }),
              value: (_, __, ___, index) =>
                index === null ? "" : `${shown[at].values[index]}${spec.unit === "%" ? " %" : ""}`,
            })),
          ],
          axes: [
            {
              label: spec.over,
              stroke: color("--soft"),
              grid: { show: false },
              ticks: { show: false },
              incrs: [1],
              space: 1,
              font: "12px system-ui, sans-serif",
              labelFont: "12px system-ui, sans-serif",
              labelSize: 18,
              size: 24,
              splits: () => spec.ticks.map((_, at) => at),
              values: (self, splits) => labelsThatFit(spec, self, splits),
            },
            {
              label: spec.unit,
              stroke: color("--soft"),
              grid: { stroke: color("--line"), width: 1 },
              ticks: { show: false },
              incrs: [1, 2, 5, 10, 20, 50, 100, 200, 500, 1e3, 2e3, 5e3, 1e4, 2e4, 5e4, 1e5, 2e5, 5e5, 1e6],
              font: "12px system-ui, sans-serif",
              labelFont: "12px system-ui, sans-serif",
              labelSize: 18,
              size: (_, values) =>
                14 + 8 * Math.max(1, ...(values ?? []).map((value) => String(value).length)),
            },
          ],
          hooks: { draw: [(self) => drawMarks(spec, self)] },
        },
        [spec.ticks.map((_, at) => at), ...sums],
        place,
      );
    };
    build();
    let at = -1;
    place.addEventListener("keydown", (event) => {
      const moves = { ArrowRight: at + 1, ArrowLeft: at < 0 ? count - 1 : at - 1, Home: 0, End: count - 1 };
      if (!Object.hasOwn(moves, event.key)) return;
      event.preventDefault();
      at = Math.min(count - 1, Math.max(0, moves[event.key]));
      plot.setCursor({ left: plot.valToPos(at, "x"), top: 10 });
      const values = spec.series.map(({ name, values }) => `${name} ${values[at]}`).join(", ");
      figure.querySelector(".said").textContent = `${spec.labels[at]}: ${values}`;
    });
    let width = place.clientWidth;
    new ResizeObserver(() => {
      if (place.clientWidth === width) return;
      width = place.clientWidth;
      plot.setSize({ width: Math.max(200, width), height: HEIGHT });
    }).observe(place);
    matchMedia("(prefers-color-scheme: dark)").addEventListener("change", build);
  }

  document.querySelectorAll("figure.chart").forEach(draw);

  const tables = document.querySelectorAll(".scroll");
  const hint = () =>
    tables.forEach((table) => table.classList.toggle("wide", table.scrollWidth > table.clientWidth + 1));
  hint();
  addEventListener("resize", hint);
})();
