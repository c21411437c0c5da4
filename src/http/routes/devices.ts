import type { HomeScope } from "../home-scope.ts";
import { requireOne } from "../require-one.ts";
import { adviceView, devicesView, deviceValuesView } from "../schemas/view-schemas.ts";
import type { App } from "../services.ts";
import { toAdviceView } from "../views/advice-view.ts";
import { toDeviceValuesView } from "../views/device-values-view.ts";
import { toDeviceView } from "../views/state-view.ts";
import { idParams, languageQuery } from "./query-schemas.ts";

export function deviceRoutes(app: App, scope: HomeScope): void {
  app.get(
    "/devices",
    {
      schema: {
        summary: "Every device: health, capabilities, use of its vendor's limits",
        querystring: languageQuery,
        response: { 200: devicesView },
      },
    },
    async (request) => {
      const sentences = scope.sentencesFor(request);
      const { devices } = scope.hubOf(request).state();
      return { devices: devices.map((device) => toDeviceView(device, sentences)) };
    },
  );

  app.get(
    "/devices/:id/values",
    {
      schema: {
        summary: "Raw values of a device by its maker's keys, as last read",
        params: idParams,
        querystring: languageQuery,
        response: { 200: deviceValuesView },
      },
    },
    async (request) => {
      const hub = scope.hubOf(request);
      const { id } = request.params;
      const { devices } = hub.state();
      const device = requireOne(devices, id);
      return toDeviceValuesView(device, hub.values(id), scope.languageOf(request));
    },
  );

  app.get(
    "/devices/:id/advice",
    {
      schema: {
        summary: "How a device's settings should stand, and why; nothing is changed",
        params: idParams,
        querystring: languageQuery,
        response: { 200: adviceView },
      },
    },
    async (request) => {
      const hub = scope.hubOf(request);
      const { id } = request.params;
      const device = requireOne(hub.state().devices, id);
      return toAdviceView(device, { advice: hub.advice(id), notes: hub.notes(id) }, scope.languageOf(request));
    },
  );

  app.post(
    "/devices/:id/refresh",
    {
      schema: {
        summary: "Read everything of a device again now; answers with its values when it has answered",
        params: idParams,
        querystring: languageQuery,
        response: { 200: deviceValuesView },
      },
    },
    async (request) => {
      const hub = scope.hubOf(request);
      const { id } = request.params;
      requireOne(hub.state().devices, id);
      await hub.refresh(id);
      return toDeviceValuesView(requireOne(hub.state().devices, id), hub.values(id), scope.languageOf(request));
    },
  );
}
