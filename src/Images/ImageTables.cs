using Naru.Images.Documents;
using Naru.Images.Metadefs;
using Naru.State;

namespace Naru.Images;

/// <summary>The tables of Image, for the schema of the store.</summary>
public static class ImageTables
{
    public static readonly Table<Image> Images = new("images", ImageJson.Default.Image);

    /// <summary>Images by their data: several may have the same, which are kept once.</summary>
    public static readonly Index<Image, string> ByHash = Images.IndexBy("hash", image => image.Hash);

    public static readonly Table<ImageMember> Members = new("image_members", ImageJson.Default.ImageMember);

    public static readonly Index<ImageMember, string> MembersByImage = Members.IndexBy("image", member => member.ImageId);

    public static readonly Table<ImageTask> Tasks = new("image_tasks", ImageJson.Default.ImageTask);

    public static readonly Index<ImageTask, string> TasksByImage = Tasks.IndexBy("image", task => task.ImageId);

    public static readonly Table<MetadefNamespace> Metadefs = new("metadef_namespaces", ImageJson.Default.MetadefNamespace);

    public static IReadOnlyList<Table> All { get; } = [Images, Members, Tasks, Metadefs];
}
