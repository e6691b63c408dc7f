using Naru.Images.Documents;
using Naru.Images.Requests;
using Naru.Primitives;
using Naru.Rest;
using Naru.Rest.Style;
using Naru.State;

namespace Naru.Images.Content;

/// <summary>Images as other services of the program use them: Compute makes disks of them, and them of disks.</summary>
/// <remarks>What takes a transaction runs inside the write of the service that calls it.</remarks>
public sealed class ImageLibrary
{
    private readonly Store _store;
    private readonly ImageAccess _access;
    private readonly ImageFiles _files;
    private readonly ImageData _data;

    internal ImageLibrary(Store store, ImageAccess access, ImageFiles files, ImageData data) => (_store, _access, _files, _data) = (store, access, files, data);

    /// <summary>An image that the caller may know of.</summary>
    public Result<Image> Find(IStateReader state, Caller caller, string id) => _access.Find(state, caller, id, "get_image");

    /// <summary>The images that the caller sees when they list them, in no order.</summary>
    public IEnumerable<Image> List(IStateReader state, Caller caller) =>
        state.In(ImageTables.Images).All.Where(image => !image.IsHidden && _access.Find(state, caller, image.Id, "get_image").Succeeded
            && (caller.IsAdmin || image.Visibility != Visibility.Community || ImageAccess.Owns(caller, image)));

    /// <summary>An image that the caller may change or delete.</summary>
    /// <param name="rule"><c>modify_image</c> or <c>delete_image</c>.</param>
    public Result<Image> FindFor(IStateReader state, Caller caller, string id, string rule) => _access.Find(state, caller, id, rule).Then(Result<Image> (image) =>
        rule == "delete_image" && image.IsProtected ? GlanceErrors.Forbidden($"Image {id} is protected and cannot be deleted.") : image);

    /// <summary>Adds an image whose data somebody will bring.</summary>
    public static Image Add(Transaction state, Image draft)
    {
        // Not to the second: several of an instance may be made within one, and are listed in their order.
        var image = draft with { CreatedAt = state.Time, UpdatedAt = Times.ToSecond(state.Time) };
        state.Insert(ImageTables.Images, image);
        return image;
    }

    /// <summary>Changes what is said about an image.</summary>
    public static Image Change(Transaction state, Image image)
    {
        var changed = image with { UpdatedAt = Times.ToSecond(state.Time) };
        state.Update(ImageTables.Images, changed);
        return changed;
    }

    /// <summary>Deletes an image. Its data go when the write is done (<see cref="ImageReleases"/>).</summary>
    public static void Delete(Transaction state, string id)
    {
        state.Delete(ImageTables.Images, id);
        foreach (var member in ImageTables.MembersByImage.Of(state, id))
            state.Delete(ImageTables.Members, member.Id);
        foreach (var task in ImageTables.TasksByImage.Of(state, id))
            state.Delete(ImageTables.Tasks, task.Id);
    }

    /// <summary>Opens the data of an image, for whoever may know of it.</summary>
    public Result<Stream> Open(string id) =>
        _store.Current.In(ImageTables.Images).Find(id) is { Hash: { } hash } && _files.OpenContent(hash) is { } content ? content : GlanceErrors.NotFound(id);

    /// <summary>Takes in the data of an image that waits for some.</summary>
    /// <returns>How many octets; with an error the image waits as before.</returns>
    public async Task<Result<long>> ReceiveAsync(WriteContext context, string id, Stream content, CancellationToken cancellation)
    {
        var begun = await _store.WriteAsync(context, Result<Image> (state) =>
        {
            if (state.In(ImageTables.Images).Find(id) is not { } image)
                return GlanceErrors.NotFound(id);
            return image.Status == ImageStatus.Queued ? Change(state, image with { Status = ImageStatus.Saving }) : GlanceErrors.Transition(image.Status, ImageStatus.Saving);
        }, cancellation);
        if (!begun.TryGet(out var saving, out var error))
            return error;
        var isReceived = false;
        try
        {
            if (!(await _files.ReceiveAsync(content, Limits.LargestImage, cancellation)).TryGet(out var received, out error))
                return error;
            isReceived = true;
            return (await _data.ActivateAsync(context, saving, received, ImageStatus.Saving)).Map(image => image.Size ?? 0);
        }
        finally
        {
            if (!isReceived)
                await _data.QueueAgainAsync(context, id, ImageStatus.Saving);
        }
    }
}
