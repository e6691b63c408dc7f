using Naru.Images.Attributes;
using Naru.Images.Documents;

namespace Naru.Images.Discovery;

/// <summary>The JSON schemas that clients ask for to learn which attributes there are.</summary>
internal static class Schemas
{
    private const string ImageLinks =
        """[{"rel":"self","href":"{self}"},{"rel":"enclosure","href":"{file}"},{"rel":"describedby","href":"{schema}"}]""";

    private static readonly string ImageProperties = $$$"""
        "id":{"type":"string","description":"An identifier for the image","pattern":"^([0-9a-fA-F]){8}-([0-9a-fA-F]){4}-([0-9a-fA-F]){4}-([0-9a-fA-F]){4}-([0-9a-fA-F]){12}$"},
        "name":{"type":["null","string"],"description":"Descriptive name for the image","maxLength":{{{Limits.NameLength}}}},
        "status":{"type":"string","readOnly":true,"description":"Status of the image","enum":["queued","saving","active","deactivated","uploading","importing"]},
        "visibility":{"type":"string","description":"Scope of image accessibility","enum":[{{{Quoted(Visibility.All)}}}]},
        "protected":{"type":"boolean","description":"If true, image will not be deletable."},
        "os_hidden":{"type":"boolean","description":"If true, image will not appear in default image list response."},
        "owner":{"type":["null","string"],"description":"Owner of the image","maxLength":{{{Limits.NameLength}}}},
        "disk_format":{"type":["null","string"],"description":"Format of the disk","enum":[null,{{{Quoted(ImageAttributes.DiskFormats)}}}]},
        "container_format":{"type":["null","string"],"description":"Format of the container","enum":[null,{{{Quoted(ImageAttributes.ContainerFormats)}}}]},
        "min_disk":{"type":"integer","description":"Amount of disk space (in GB) required to boot image."},
        "min_ram":{"type":"integer","description":"Amount of ram (in MB) required to boot image."},
        "size":{"type":["null","integer"],"readOnly":true,"description":"Size of image file in bytes"},
        "virtual_size":{"type":["null","integer"],"readOnly":true,"description":"Virtual size of image in bytes"},
        "checksum":{"type":["null","string"],"readOnly":true,"description":"md5 hash of image contents.","maxLength":32},
        "os_hash_algo":{"type":["null","string"],"readOnly":true,"description":"Algorithm to calculate the os_hash_value","maxLength":64},
        "os_hash_value":{"type":["null","string"],"readOnly":true,"description":"Hexdigest of the image contents using the algorithm specified by the os_hash_algo","maxLength":128},
        "stores":{"type":"string","readOnly":true,"description":"Store in which image data resides."},
        "tags":{"type":"array","description":"List of strings related to the image","items":{"type":"string","maxLength":{{{Limits.NameLength}}}}},
        "created_at":{"type":"string","readOnly":true,"description":"Date and time of image registration"},
        "updated_at":{"type":"string","readOnly":true,"description":"Date and time of the last image modification"},
        "self":{"type":"string","readOnly":true,"description":"An image self url"},
        "file":{"type":"string","readOnly":true,"description":"An image file url"},
        "schema":{"type":"string","readOnly":true,"description":"An image schema url"}
        """;

    private static readonly string Image =
        """{"name":"image","properties":{""" + ImageProperties + """},"additionalProperties":{"type":"string"},"links":""" + ImageLinks + "}";

    private const string Member = """
        {"name":"member","properties":{
        "member_id":{"type":"string","description":"An identifier for the image member (tenantId)"},
        "image_id":{"type":"string","description":"An identifier for the image"},
        "status":{"type":"string","description":"The status of this image member","enum":["pending","accepted","rejected"]},
        "created_at":{"type":"string","description":"Date and time of image member creation"},
        "updated_at":{"type":"string","description":"Date and time of last modification of image member"},
        "schema":{"type":"string","readOnly":true}}}
        """;

    private static readonly Dictionary<string, string> ByName = new()
    {
        ["image"] = Image,
        ["images"] = ListOf("images", Image, """[{"rel":"first","href":"{first}"},{"rel":"next","href":"{next}"},{"rel":"describedby","href":"{schema}"}]"""),
        ["member"] = Member,
        ["members"] = ListOf("members", Member, """[{"rel":"describedby","href":"{schema}"}]"""),
    };

    /// <summary>A schema as JSON, or null.</summary>
    public static string? Find(string name) => ByName.GetValueOrDefault(name);

    /// <summary>The schema of a list of things that have one.</summary>
    public static string ListOf(string name, string item, string links) =>
        $"{{\"name\":\"{name}\",\"properties\":{{\"{name}\":{{\"type\":\"array\",\"items\":{item}}},"
        + "\"first\":{\"type\":\"string\"},\"next\":{\"type\":\"string\"},\"schema\":{\"type\":\"string\"}},\"links\":" + links + "}";

    private static string Quoted(string[] texts) => string.Join(',', texts.Select(text => $"\"{text}\""));
}
