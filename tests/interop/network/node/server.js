// A server that responds with success, and prints the requests.
//
//   node server.js PORT ANSWERS.json
//
// Each request is a line of JSON on standard output: kind, command, data set. ANSWERS holds,
// by kind ("nCreate", "nAction", …), the status, the data set and the error comment of the
// response, or a list of data sets for "cFind". "events" are reported after the response to
// an N-ACTION: on the same association, or on a new one if there is a port.

'use strict';

const fs = require('fs');
const { Client, Dataset, Scp, Server, association, constants, log, requests, responses } =
  require('dcmjs-dimse');
const { PresentationContextResult, SopClass, Status, StorageClass, TransferSyntax } = constants;

log.setLevel('error');
const [port, file] = process.argv.slice(2);
const answers = file ? JSON.parse(fs.readFileSync(file, 'utf8')) : {};

function print(kind, message) {
  const dataset = message.getDataset();
  const line = {
    kind,
    command: message.getCommandDataset().getElements(),
    dataset: dataset ? dataset.getElements() : null,
  };
  process.stdout.write(JSON.stringify(line) + '\n');
}

function answered(kind, Response, request) {
  const answer = answers[kind] || {};
  const response = Response.fromRequest(request);
  response.setStatus(answer.status || Status.Success);
  if (answer.comment) {
    response.setErrorComment(answer.comment);
  }
  if (answer.dataset) {
    response.setDataset(new Dataset(answer.dataset));
  }
  return response;
}

function report(event) {
  const request = new requests.NEventReportRequest(event.sopClass, event.sopInstance, event.type);
  request.setDataset(new Dataset(event.dataset));
  request.on('response', (response) => print('nEventReportResponse', response));
  return request;
}

class Yes extends Scp {
  associationRequested(association) {
    association.getPresentationContexts().forEach(({ id }) => {
      const context = association.getPresentationContext(id);
      const known = [TransferSyntax.ImplicitVRLittleEndian, TransferSyntax.ExplicitVRLittleEndian];
      const syntax = context.getTransferSyntaxUids().find((uid) => known.includes(uid));
      if (syntax) {
        context.setResult(PresentationContextResult.Accept, syntax);
      } else {
        context.setResult(PresentationContextResult.RejectTransferSyntaxesNotSupported);
      }
    });
    this.sendAssociationAccept();
  }

  associationReleaseRequested() {
    this.sendAssociationReleaseResponse();
  }

  cEchoRequest(request, callback) {
    print('cEcho', request);
    callback(answered('cEcho', responses.CEchoResponse, request));
  }

  cStoreRequest(request, callback) {
    print('cStore', request);
    callback(answered('cStore', responses.CStoreResponse, request));
  }

  cFindRequest(request, callback) {
    print('cFind', request);
    const pending = (answers.cFind || []).map((dataset) => {
      const response = responses.CFindResponse.fromRequest(request);
      response.setDataset(new Dataset(dataset));
      response.setStatus(Status.Pending);
      return response;
    });
    const last = responses.CFindResponse.fromRequest(request);
    last.setStatus(Status.Success);
    callback([...pending, last]);
  }

  nCreateRequest(request, callback) {
    print('nCreate', request);
    callback(answered('nCreate', responses.NCreateResponse, request));
  }

  nSetRequest(request, callback) {
    print('nSet', request);
    callback(answered('nSet', responses.NSetResponse, request));
  }

  nGetRequest(request, callback) {
    print('nGet', request);
    callback(answered('nGet', responses.NGetResponse, request));
  }

  nDeleteRequest(request, callback) {
    print('nDelete', request);
    callback(answered('nDelete', responses.NDeleteResponse, request));
  }

  nEventReportRequest(request, callback) {
    print('nEventReport', request);
    callback(answered('nEventReport', responses.NEventReportResponse, request));
  }

  nActionRequest(request, callback) {
    print('nAction', request);
    callback(answered('nAction', responses.NActionResponse, request));
    (answers.events || []).forEach((event) => {
      const dataset = { ...event.dataset };
      if (event.echoes) {
        // what the report has in common with the request: the Transaction UID
        event.echoes.forEach((keyword) => (dataset[keyword] = request.getDataset().getElement(keyword)));
      }
      const outgoing = report({ ...event, dataset });
      if (event.port) {
        const client = new Client();
        client.on('networkError', (error) => process.stderr.write(`${error}\n`));
        client.addRequest(outgoing);
        client.send('127.0.0.1', event.port, 'DCMJS', event.called || 'IODIZE');
      } else {
        this.sendRequests(outgoing);
      }
    });
  }
}

const server = new Server(Yes);
server.on('networkError', (error) => process.stderr.write(`${error}\n`));
server.listen(Number(port), { host: '127.0.0.1' });
