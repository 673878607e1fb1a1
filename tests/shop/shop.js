// A real Vendure shop on SQLite for the tests: seeded in a folder and served.
//
//     node shop.js FOLDER PORT
//
// Prints "up" when it answers. Items SKU1 to SKU9, 100 on hand each.
// The shop would report its use over the network; a test talks to nobody.
process.env.VENDURE_DISABLE_TELEMETRY = 'true';
const fs = require('fs');
const path = require('path');
const {
    bootstrap,
    DefaultLogger,
    dummyPaymentHandler,
    JobQueueService,
    LanguageCode,
    LogLevel,
} = require('@vendure/core');
const {populate} = require('@vendure/core/cli');

const folder = path.resolve(process.argv[2]);
const port = Number(process.argv[3]);

const config = synchronize => ({
    apiOptions: {port, hostname: '127.0.0.1', adminApiPath: 'admin-api', shopApiPath: 'shop-api'},
    authOptions: {
        tokenMethod: ['bearer', 'api-key', 'cookie'],
        superadminCredentials: {identifier: 'superadmin', password: 'superadmin'},
        cookieOptions: {secret: 'tests only'},
        requireVerification: false,
    },
    dbConnectionOptions: {
        type: 'better-sqlite3',
        database: path.join(folder, 'shop.sqlite'),
        synchronize,
        logging: false,
    },
    paymentOptions: {paymentMethodHandlers: [dummyPaymentHandler]},
    importExportOptions: {importAssetsDir: path.join(folder, 'assets')},
    logger: new DefaultLogger({level: LogLevel.Warn}),
    customFields: {},
    plugins: [],
});

const INITIAL = {
    defaultLanguage: LanguageCode.en,
    defaultZone: 'Europe',
    countries: [
        {name: 'Germany', code: 'DE', zone: 'Europe'},
        {name: 'Portugal', code: 'PT', zone: 'Europe'},
    ],
    taxRates: [{name: 'Standard Tax', percentage: 20}],
    shippingMethods: [{name: 'Standard Shipping', price: 500}],
    paymentMethods: [
        {
            name: 'dummy',
            handler: {
                code: dummyPaymentHandler.code,
                arguments: [{name: 'automaticSettle', value: 'true'}],
            },
        },
    ],
    collections: [],
};

async function main() {
    fs.rmSync(folder, {recursive: true, force: true});
    fs.mkdirSync(folder, {recursive: true});
    let csv =
        'name,slug,description,assets,facets,optionGroups,optionValues,sku,price,taxCategory,' +
        'stockOnHand,trackInventory,variantAssets,variantFacets\n';
    for (let i = 1; i <= 9; i++)
        csv += `Item ${i},item-${i},text,,,,,SKU${i},10.00,standard,100,true,,\n`;
    fs.writeFileSync(path.join(folder, 'products.csv'), csv);
    const seed = await populate(
        () => bootstrap(config(true)),
        INITIAL,
        path.join(folder, 'products.csv')
    );
    await seed.close();
    const app = await bootstrap(config(false));
    await app.get(JobQueueService).start();
    console.log('up');
}

main().catch(error => {
    console.error(error);
    process.exit(1);
});
