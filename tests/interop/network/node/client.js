// Sends requests on one association, and prints the responses.
//
//   node client.js CALL.json
//
// CALL: port, called, requests. A request: kind (the name of its class without "Request"),
// arguments of its constructor, dataset, and command elements to replace (command). A value
// {"base64": …} in a dataset is bytes. A request with box (from 0) is for this image box of the
// last film box that was created. Each response is a line of JSON on standard output, and so is
// each reported event.

'use strict';

const fs = require('fs');
const { Client, Dataset, association, constants, log, requests, responses } = require('dcmjs-dimse');

log.setLevel('error');
const call = JSON.parse(fs.readFileSync(process.argv[2], 'utf8'));

function print(kind, message) {
  const dataset = message.getDataset();
  const line = {
    kind,
    command: message.getCommandDataset().getElements(),
    dataset: dataset ? dataset.getElements() : null,
  };
  process.stdout.write(JSON.stringify(line) + '\n');
}

function withBytes(value) {
  if (value === null || typeof value !== 'object') {
    return value;
  }
  if ('base64' in value) {
    return [new Uint8Array(Buffer.from(value.base64, 'base64')).buffer];
  }
  const entries = Object.entries(value).map(([key, each]) => [key, withBytes(each)]);
  return Array.isArray(value) ? value.map(withBytes) : Object.fromEntries(entries);
}

const client = new Client();
const boxes = [];

function addressBoxes(response) {
  const dataset = response.getDataset();
  const created = dataset && dataset.getElement('ReferencedImageBoxSequence');
  if (created) {
    boxes.forEach(({ request, box }) => {
      const elements = request.getCommandDataset().getElements();
      elements.RequestedSOPInstanceUID = [created].flat()[box].ReferencedSOPInstanceUID;
    });
  }
}

call.requests.forEach(({ kind, args = [], dataset, command = {}, box }) => {
  const request = new requests[`${kind}Request`](...args);
  if (dataset) {
    request.setDataset(new Dataset(withBytes(dataset)));
  }
  Object.assign(request.getCommandDataset().getElements(), command);
  if (box !== undefined && box !== null) {
    boxes.push({ request, box });
  }
  request.on('response', (response) => {
    print(kind, response);
    addressBoxes(response);
  });
  client.addRequest(request);
});
(call.contexts || []).forEach(([abstractSyntax, transferSyntax]) => {
  const context = new association.PresentationContext(0, abstractSyntax, transferSyntax);
  client.addAdditionalPresentationContext(context);
});
client.on('nEventReportRequest', (request, callback) => {
  print('nEventReport', request);
  const response = responses.NEventReportResponse.fromRequest(request);
  response.setStatus(constants.Status.Success);
  callback(response);
});
client.on('cStoreRequest', (request, callback) => {
  print('cStore', request);
  const response = responses.CStoreResponse.fromRequest(request);
  response.setStatus(constants.Status.Success);
  callback(response);
});
client.on('associationRejected', (result) => {
  process.stdout.write(JSON.stringify({ kind: 'rejected', command: result, dataset: null }) + '\n');
});
client.on('networkError', (error) => {
  process.stderr.write(`${error}\n`);
  process.exitCode = 1;
});
client.send('127.0.0.1', call.port, 'DCMJS', call.called || 'IODIZE', {
  associationLingerTimeout: call.linger || 0,
});
