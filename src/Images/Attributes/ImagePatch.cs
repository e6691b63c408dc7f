using Naru.Images.Documents;
using Naru.Primitives;

namespace Naru.Images.Attributes;

/// <summary>Applies a patch to an image: all of its steps, or none.</summary>
internal static class ImagePatch
{
    public static Result<Image> Apply(Image image, IReadOnlyList<PatchOperation> operations)
    {
        var patched = image;
        foreach (var operation in operations)
        {
            if (!Apply(patched, operation).TryGet(out var next, out var error))
                return error;
            patched = next;
        }
        return patched;
    }

    private static Result<Image> Apply(Image image, PatchOperation operation)
    {
        var name = operation.Name;
        if (AttributeNames.Refusal(name) is { } refusal)
            return refusal;
        var isOwn = AttributeNames.IsOwn(name);
        if (operation.Kind == "remove" && isOwn)
            return GlanceErrors.Forbidden($"Property {name} may not be removed.");
        if (operation.Kind != "add" && !isOwn && image.Properties.All(property => property.Name != name))
            return GlanceErrors.Conflict($"Property {name} does not exist.");
        if (name is "disk_format" or "container_format" && image.Status != ImageStatus.Queued)
            return GlanceErrors.Forbidden($"Attribute {name} can be only replaced for a queued image.");
        return operation.Kind == "remove" ? ImageAttributes.Without(image, name) : ImageAttributes.Set(image, name, operation.Value);
    }
}
