<#import "virtual-mfa-field.ftl" as field>
<@field.page heading="virtualMfaDeactivateTitle" errors=["currentCode"]>
  <form id="virtual-mfa-deactivate-form" class="${properties.kcFormClass!} virtual-mfa" action="${url.loginAction}" method="post" novalidate>
    <p class="virtual-mfa-about"><bdi>${mfaDeviceName}</bdi></p>
    <p><@field.text key="virtualMfaDeactivateHelp" /></p>
    <@field.currentCode codes=mfaCodesNeeded />
    <@field.submit id="virtual-mfa-save" label="virtualMfaDeactivateDevice" />
    <@field.secondary id="virtual-mfa-leave" value="list" label="virtualMfaCancel" />
  </form>
</@field.page>
