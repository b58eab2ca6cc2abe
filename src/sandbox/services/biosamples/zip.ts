import { crc32, deflateRawSync } from 'node:zlib';

/** 1 January 1980, the first day a ZIP file can name: equal content gives equal bytes. */
const DOS_DATE = 0x21;
const DEFLATE = 8;

/** A ZIP file with a single deflated entry, below four gigabytes. */
export function zipOne(name: string, content: Uint8Array): Buffer {
  const packed = deflateRawSync(content);
  const fileName = Buffer.from(name);
  const common = Buffer.alloc(26);
  common.writeUInt16LE(20, 0);
  common.writeUInt16LE(DEFLATE, 4);
  common.writeUInt16LE(DOS_DATE, 8);
  common.writeUInt32LE(crc32(content), 10);
  common.writeUInt32LE(packed.length, 14);
  common.writeUInt32LE(content.length, 18);
  common.writeUInt16LE(fileName.length, 22);
  const local = Buffer.concat([Buffer.from('PK\x03\x04'), common, fileName, packed]);

  // Made by version 2.0; comment, disk, attributes and offset of the one entry are all zero.
  const central = Buffer.concat([
    Buffer.from('PK\x01\x02'),
    Buffer.from([20, 0]),
    common,
    Buffer.alloc(14),
    fileName,
  ]);
  const end = Buffer.alloc(22);
  end.write('PK\x05\x06', 0, 'latin1');
  end.writeUInt16LE(1, 8);
  end.writeUInt16LE(1, 10);
  end.writeUInt32LE(central.length, 12);
  end.writeUInt32LE(local.length, 16);
  return Buffer.concat([local, central, end]);
}
