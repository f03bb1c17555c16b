# Trajet with a project in a folder of this one: `docker build -t trajet --build-arg PROJECT=shop .`
FROM node:24-slim
WORKDIR /trajet
COPY package.json package-lock.json .npmrc ./
COPY grammar/package.json grammar/
COPY compiler/package.json compiler/
COPY runtime/package.json runtime/
COPY lsp/package.json lsp/
COPY cli/package.json cli/
COPY trajet/package.json trajet/
COPY console/package.json console/
COPY playground/package.json playground/
COPY vscode-extension/package.json vscode-extension/
RUN npm ci --omit=dev
COPY . .
RUN node node_modules/vite/bin/vite.js build console
ARG PROJECT
RUN cp -r "$PROJECT" /project && mkdir -p /project/.trajet && chown -R node:node /project
USER node
# Node itself, and no npm before it, so that SIGTERM arrives where it is heard.
ENTRYPOINT ["node", "cli/bin.ts", "--project", "/project"]
