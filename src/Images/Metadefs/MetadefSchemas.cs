using Naru.Images.Discovery;

namespace Naru.Images.Metadefs;

/// <summary>The JSON schemas of metadata definitions.</summary>
internal static class MetadefSchemas
{
    private const string Times = """
        "created_at":{"type":"string","readOnly":true,"format":"date-time"},"updated_at":{"type":"string","readOnly":true,"format":"date-time"}
        """;

    private const string Links = """ "self":{"type":"string","readOnly":true},"schema":{"type":"string","readOnly":true} """;

    private const string PropertyAttributes = """
        "title":{"type":"string"},"description":{"type":"string"},"operators":{"type":"array","items":{"type":"string"}},
        "type":{"type":"string","enum":["array","boolean","integer","number","object","string",null]},
        "required":{"type":"array","items":{"type":"string"}},"minimum":{"type":"number"},"maximum":{"type":"number"},
        "minLength":{"type":"integer","minimum":0},"maxLength":{"type":"integer","minimum":0},"minItems":{"type":"integer","minimum":0},
        "maxItems":{"type":"integer","minimum":0},"pattern":{"type":"string","format":"regex"},"enum":{"type":"array"},
        "readonly":{"type":"boolean"},"default":{},"items":{"type":"object"},"uniqueItems":{"type":"boolean"},"additionalItems":{"type":"boolean"}
        """;

    private const string Properties =
        """{"type":"object","additionalProperties":{"type":"object","required":["title","type"],"properties":{""" + PropertyAttributes + "}}}";

    private const string ResourceType = """
        {"name":"resource_type_association","required":["name"],"additionalProperties":false,"properties":{
        "name":{"type":"string","maxLength":80},"prefix":{"type":"string","maxLength":80},"properties_target":{"type":"string","maxLength":80},
        """ + Times + "}}";

    private const string Property =
        """{"name":"property","required":["name","title","type"],"properties":{"name":{"type":"string","maxLength":80},""" + PropertyAttributes + "}}";

    private const string Object = """
        {"name":"object","required":["name"],"properties":{"name":{"type":"string","maxLength":80},"description":{"type":"string"},
        "required":{"type":"array","items":{"type":"string"},"minItems":1,"uniqueItems":true},"properties":
        """ + Properties + "," + Links + "," + Times + "}}";

    private const string Tag = """{"name":"tag","required":["name"],"properties":{"name":{"type":"string","maxLength":80},""" + Times + "}}";

    private const string Namespace = """
        {"name":"namespace","required":["namespace"],"additionalProperties":false,"properties":{
        "namespace":{"type":"string","maxLength":80},"display_name":{"type":"string","maxLength":80},"description":{"type":"string","maxLength":500},
        "visibility":{"type":"string","enum":["public","private"]},"protected":{"type":"boolean"},"owner":{"type":"string","maxLength":255},
        "resource_type_associations":{"type":"array","items":
        """ + ResourceType + """},"properties":""" + Properties + ""","objects":{"type":"array","items":""" + Object + """},"tags":{"type":"array","items":"""
        + Tag + "}," + Links + "," + Times + "}}";

    private const string DescribedBy = """[{"rel":"describedby","href":"{schema}"}]""";

    private const string Paged = """[{"rel":"first","href":"{first}"},{"rel":"next","href":"{next}"},{"rel":"describedby","href":"{schema}"}]""";

    public static readonly IReadOnlyDictionary<string, string> ByName = new Dictionary<string, string>
    {
        ["namespace"] = Namespace,
        ["namespaces"] = Schemas.ListOf("namespaces", Namespace, Paged),
        ["resource_type"] = ResourceType,
        ["resource_types"] = Schemas.ListOf("resource_type_associations", ResourceType, DescribedBy),
        ["property"] = Property,
        ["properties"] = """{"name":"properties","properties":{"properties":""" + Properties + """},"links":""" + DescribedBy + "}",
        ["object"] = Object,
        ["objects"] = Schemas.ListOf("objects", Object, Paged),
        ["tag"] = Tag,
        ["tags"] = Schemas.ListOf("tags", Tag, DescribedBy),
    };
}
