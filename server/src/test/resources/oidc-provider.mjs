// An issuer of tokens for OidcProviderTest: node oidc-provider.mjs DIRECTORY, which has oidc-provider in its node_modules.
import { createServer } from 'node:http';
import { pathToFileURL } from 'node:url';

const module = await import(pathToFileURL(process.argv[2] + '/node_modules/oidc-provider/lib/index.js'));
const { Provider } = module;
const server = createServer().listen(0, '127.0.0.1', () => {
  const issuer = 'http://127.0.0.1:' + server.address().port;
  const provider = new Provider(issuer, {
    clients: [{
      client_id: 'desk', client_secret: 'of-this-test-alone', grant_types: ['client_credentials'], redirect_uris: [], response_types: [],
    }],
    features: {
      clientCredentials: { enabled: true },
      devInteractions: { enabled: false },
      resourceIndicators: {
        enabled: true,
        getResourceServerInfo: (ctx, resource) => ({
          scope: '', audience: resource.replace('urn:', ''), accessTokenFormat: 'jwt', accessTokenTTL: 300,
        }),
      },
    },
    extraTokenClaims: () => ({ roles: ['read'], bellwether_brands: ['nio'] }),
  });
  server.on('request', provider.callback());
  console.log('issuer ' + issuer);
});
