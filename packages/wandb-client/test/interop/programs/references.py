"""What the SDK's own handlers record for objects of S3 and Azure, with their libraries replaced by a small store."""
import json
import sys
from types import SimpleNamespace

from wandb.sdk.artifacts.storage_handlers.azure_handler import AzureHandler
from wandb.sdk.artifacts.storage_handlers.s3_handler import S3Handler

# name -> [etag, size, version or null, whether it marks a folder]
objects = json.loads(sys.argv[1])


def azure_properties(name):
    etag, size, version, is_folder = objects[name]

    class Properties(SimpleNamespace):
        def has_key(self, key):
            return hasattr(self, key)

    metadata = {"hdi_isfolder": "true"} if is_folder else {}
    return Properties(name=name, etag=f'"{etag}"', size=size, version_id=version, metadata=metadata)


class BlobServiceClient:
    def __init__(self, account_url, credential):
        pass

    def get_blob_client(self, container, blob):
        return SimpleNamespace(
            exists=lambda version_id=None: blob in objects,
            get_blob_properties=lambda version_id=None: azure_properties(blob),
        )

    def get_container_client(self, container):
        def list_blobs(name_starts_with):
            return [azure_properties(name) for name in sorted(objects) if name.startswith(name_starts_with)]

        return SimpleNamespace(list_blobs=list_blobs)


azure = AzureHandler()
azure._get_module = lambda name: SimpleNamespace(BlobServiceClient=BlobServiceClient)
azure._get_credential = lambda account: None


class ClientError(Exception):
    response = {"Error": {"Code": "404", "Message": "not found"}}


class S3Object:
    def __init__(self, bucket, key):
        self.bucket_name, self.key = bucket, key
        if key in objects:
            etag, size, version, is_folder = objects[key]
            self.e_tag, self.content_length, self.version_id = f'"{etag}"', size, version
            self.content_type = "application/x-directory" if is_folder else "text/plain"

    def load(self):
        if self.key not in objects:
            raise ClientError()


class Found(list):
    def limit(self, most):
        return self[:most]


class Bucket:
    def __init__(self, bucket):
        self.objects = SimpleNamespace(
            filter=lambda Prefix: Found(S3Object(bucket, key) for key in sorted(objects) if key.startswith(Prefix))
        )


s3 = S3Handler()
s3._s3 = SimpleNamespace(Object=S3Object, Bucket=Bucket)
s3._botocore = SimpleNamespace(exceptions=SimpleNamespace(ClientError=ClientError))

result = []
for uri, options in json.loads(sys.argv[2]):
    handler = s3 if uri.startswith("s3:") else azure
    entries = handler.store_path(None, uri, name=options.get("name"), checksum=options.get("checksum", True))
    result.append(
        [
            {"path": str(e.path), "ref": str(e.ref), "digest": e.digest, "size": e.size, "extra": e.extra}
            for e in entries
        ]
    )
print(json.dumps(result))
