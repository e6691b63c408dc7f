using Naru.Primitives;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace Naru.Seed;

/// <summary>Reads a seed file: YAML, of which JSON is a part.</summary>
internal static class SeedFile
{
    public static Result<SeedMap> Read(string path)
    {
        try
        {
            using var reader = File.OpenText(path);
            return Parse(reader, Path.GetFileName(path));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return Error.Invalid($"The seed {path} cannot be read: {exception.Message}");
        }
    }

    public static Result<SeedMap> Parse(TextReader reader, string name)
    {
        var yaml = new YamlStream();
        try
        {
            yaml.Load(reader);
        }
        catch (YamlException exception)
        {
            return Error.Invalid($"{name}:{exception.Start.Line}: this is neither YAML nor JSON: {exception.Message}");
        }
        return yaml.Documents switch
        {
            [] => new SeedMap(1, []),
            [{ RootNode: YamlMappingNode root }] => Map(root),
            [var only] => Error.Invalid($"{name}:{only.RootNode.Start.Line}: expected a map of collections, such as 'networks:' with a list below it."),
            [_, var second, ..] => Error.Invalid($"{name}:{second.RootNode.Start.Line}: a seed is one document; this is a second one."),
        };
    }

    private static SeedMap Map(YamlMappingNode map) => new(
        LineOf(map), [.. map.Children.Select(pair => new SeedEntry(((YamlScalarNode)pair.Key).Value ?? "", Node(pair.Value)))]);

    private static SeedNode Node(YamlNode node) => node switch
    {
        YamlMappingNode map => Map(map),
        YamlSequenceNode list => new SeedList(LineOf(list), [.. list.Children.Select(Node)]),
        YamlScalarNode text => new SeedText(LineOf(text), text.Value ?? "", text.Style is ScalarStyle.Plain),
        _ => new SeedText(LineOf(node), "", IsPlain: true),
    };

    private static int LineOf(YamlNode node) => (int)node.Start.Line;
}
