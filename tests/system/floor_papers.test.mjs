// Addresses as the printer gets them: whole, whatever their letters and length.
import assert from 'node:assert/strict';
import {execFileSync} from 'node:child_process';
import test from 'node:test';
import {endFloors, openFloor} from '../kit/floor.mjs';

test.afterEach(endFloors);

// What a label says: its texts, with the printer's escapes undone.
function textsOf(label) {
    return [...label.matchAll(/\^FD([^^]*)\^FS/g)].map(([, text]) =>
        decodeURIComponent(text.replaceAll('%', '%25').replaceAll(/_([0-9A-Fa-f]{2})/g, '%$1')));
}

const LONG = {name: 'Анастасия Константиновна Преображенская-Рождественская',
    street: 'улица Академика Виноградова, дом 127, корпус 4,\nподъезд 6, квартира 283',
    city: 'Петропавловск-Камчатский', postal: '683000', country: 'RU'};

test('a long address in Cyrillic is whole on label and slip, with its country in words',
    async () => {
        const floor = await openFloor('papers');
        const bytes = Buffer.byteLength(Object.values(LONG).join(''));
        assert.ok(bytes > 255, String(bytes));
        await floor.office.must('POST', 'orders', {channel: 'api', order_no: 'K-6',
            lines: [{sku: 'MUG', qty: 1}], groups: [LONG]});
        await floor.packHere('K-6');
        const papers = floor.devices.printer.labels.map(textsOf);
        const label = papers.find(texts => texts.includes('SSCC')).join('\n');
        const slip = papers.find(texts => texts.includes('Packing slip')).join('\n');
        for (const paper of [label, slip].map(text => text.replaceAll('\\&', '\n')))
            for (const part of [...Object.values(LONG).slice(0, 4), '(RU)'])
                assert.ok(paper.includes(part), `${part} is missing in ${paper}`);
        assert.match(label, /Russia/);
        assert.doesNotMatch(label, /…/);
        await floor.close();
    });

test('a customs form declares what was paid, over all lines of an item', async () => {
    const floor = await openFloor('papers-value');
    const {office} = floor;
    await office.must('POST', 'rules/warehouse', {code: 'MAIN', body: {country: 'PT'}});
    await office.must('POST', 'import?kind=items&format=json', {items: [{sku: 'MUG', name: 'Mug',
        codes: [{code: 'MUG', qty: 1}], hs: '691200', origin: 'PT', weight_mg: 115000,
        customs_name: 'Enamel mugs'}]});
    const line = {sku: 'MUG', qty: 1, price_minor: 1000};
    await office.must('POST', 'orders', {channel: 'api', order_no: 'V-1', currency: 'EUR',
        lines: [line, {sku: 'MUG', qty: 3, price_minor: 334, discount_minor: 2}],
        groups: [{name: 'Urs Beispiel', street: 'Weg 1', city: 'Bern', postal: '3000',
            country: 'CH', phone: '+41 31 000 00 00'}]});
    floor.devices.scale.grams = 0;
    await floor.packHere('V-1');
    const form = floor.devices.printer.labels.map(textsOf)
        .find(texts => texts.some(text => /Enamel mugs/.test(text)));
    assert.ok(form, 'a form is printed');
    assert.ok(form.some(text => /20\.00/.test(text)), JSON.stringify(form));
    await floor.close();
});

const DAYS = {open: '00:00', close: '23:59'};
const SWISS = {name: 'Urs Beispiel', street: 'Weg 1', city: 'Bern', postal: '3000',
    country: 'CH', phone: '+41 31 000 00 00', tax_no: 'CHE-123.456.788',
    gift_text: 'Alles Gute zum Geburtstag!\nDeine Schwester'};

// A courier whose labels bear its own sorting code, and a profile with words on returns.
async function setCourier(office) {
    await office.must('POST', 'rules/calendar', {code: 'ALL', body: {weekdays: '1111111'}});
    await office.must('POST', 'rules/warehouse', {code: 'MAIN', body: {name: 'Main hall',
        country: 'PT', postal: '4000-001', calendar: 'ALL', zone: 'Europe/Lisbon', ...DAYS}});
    await office.must('POST', 'rules/carrier', {code: 'COU', body: {name: 'Courier & Sons',
        calendar: 'ALL', routing: '{country} {postal:2}-{service}/{warehouse}'}});
    await office.must('POST', 'rules/service', {code: 'NIGHT', body: {name: 'Night parcel',
        carrier: 'COU', areas: [{country: '', zone: 0, days: 2}],
        zones: [{steps: [[50000, 500]]}]}});
    await office.must('POST', 'rules/profile', {code: 'default', body: {incoterm: 'DDP',
        category: 'gift', return_note: 'Within 30 days, to Quay Road 1, Lisboa.',
        slip_language: 'es'}});
    const bad = await office.ask('POST', 'rules/carrier', {code: 'BAD',
        body: {name: 'Bad', routing: '{town}'}});
    assert.match(bad.detail, /routing.*has a field other than/);
}

const pdfText = bytes =>
    execFileSync('pdftotext', ['-layout', '-', '-'], {input: Buffer.from(bytes)}).toString();

test('label, slip, card and invoice say what the house decided, and the manifest its times',
    async () => {
        const floor = await openFloor('papers-fields');
        const {office, devices} = floor;
        await setCourier(office);
        await office.must('POST', 'orders', {channel: 'api', order_no: 'F-1', currency: 'EUR',
            placed_ms: Date.UTC(2026, 10, 20, 23, 30), groups: [SWISS],
            lines: [{sku: 'MUG', qty: 3, price_minor: 334}]});
        devices.scale.grams = 0;
        await floor.packHere('F-1');
        const papers = devices.printer.labels.map(textsOf);
        const find = title => papers.find(texts => texts.some(text => text.startsWith(title)));
        const label = find('SSCC');
        for (const words of ['Courier & Sons', 'Night parcel', 'CH 30-NIGHT/MAIN', 'Invoice',
            'F-1'])
            assert.ok(label.includes(words), `${words} is not on ${label}`);
        const slip = find('Lista de embalaje');
        for (const words of ['2026-11-20', 'Pedido el', 'Cant.',
            'Within 30 days, to Quay Road 1, Lisboa.', 'MUG', '3'])
            assert.ok(slip.includes(words), `${words} is not on ${slip}`);
        assert.ok(find('Alles Gute zum Geburtstag!'), 'a card of its own');
        assert.ok(!slip.join().includes('Alles Gute'), 'which is not the slip');
        const invoice = find('COMMERCIAL INVOICE / HANDELSRECHNUNG').join('\n');
        for (const words of ['DDP Bern', 'CHE-123.456.788', '3.34', '10.02 EUR', 'Gift / Cadeau'])
            assert.ok(invoice.includes(words), `${words} is not on ${invoice}`);
        const {manifest_id: id} = await office.must('POST', 'manifests', {carrier: 'COU',
            warehouse: 'MAIN', takes_unscanned: true, reason: 'loaded_seen'});
        const manifest = pdfText(await office.bytes(`manifests/${id}/pdf`));
        for (const words of ['Tracking number', 'Destination', 'Night parcel', 'Courier & Sons',
            'Main hall', 'CH 3000', 'F-1', 'Europe/Lisbon'])
            assert.ok(manifest.includes(words), `${words} is not on ${manifest}`);
        await floor.close();
    });
